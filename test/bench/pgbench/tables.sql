create table event (key bigint primary key, talk bigint not null, received_at timestamptz not null default now());
create table talk (id bigint primary key, turn int not null default 0, state jsonb not null, updated_at timestamptz not null default now());
create table answer (id bigint generated always as identity primary key, talk bigint not null, event bigint not null, body text not null, at timestamptz not null default now());
insert into talk (id, state) select n, '{"at":"dish"}' from generate_series(1, 10000) n;
analyze talk;
