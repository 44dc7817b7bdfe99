\set n :n + 1
\set key :run * 1000000000000 + :client_id * 1000000000 + :n
\set talk random(1, 10000)
begin;
insert into event (key, talk) values (:key, :talk) on conflict (key) do nothing;
select turn, state from talk where id = :talk for update;
update talk set turn = turn + 1, state = '{"at":"portions","dish":2}', updated_at = now() where id = :talk;
insert into answer (talk, event, body) values (:talk, :key, '要几份？ 1. 一份 2. 两份 3. 三份 4. 四份');
commit;
