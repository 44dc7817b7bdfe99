/** As the platform words them: https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html */
export const WECHAT_ERRORS = {
  busy: [-1, 'system error'],
  token_not_latest: [40001, 'invalid credential, access_token is invalid or not latest'],
  openid_unknown: [40003, 'invalid openid'],
  media_unknown: [40007, 'invalid media_id'],
  app_id_unknown: [40013, 'invalid appid'],
  token_malformed: [40014, 'invalid access_token'],
  button_count: [40016, 'invalid button size'],
  button_name: [40018, 'invalid button name size'],
  button_key: [40019, 'invalid button key size'],
  sub_button_count: [40023, 'invalid sub button size'],
  sub_button_name: [40025, 'invalid sub button name size'],
  bad_charset: [40033, 'invalid charset. please check your request, if include \\uxxxx will create fail!'],
  secret_wrong: [40125, 'invalid appsecret'],
  ip_not_listed: [40164, 'invalid ip 101.226.140.169 ipv6 ::ffff:101.226.140.169, not in whitelist'],
  no_webhook: [40201, 'invalid url'],
  secret_frozen: [40243, 'appsecret is frozen'],
  token_missing: [41001, 'access_token missing'],
  token_expired: [42001, 'access_token expired'],
  not_following: [43004, 'require subscribe'],
  blacklisted: [43019, 'require remove blacklist'],
  empty_text: [44004, 'empty content'],
  too_long: [45002, 'content size out of limit'],
  day_quota: [45009, 'reach max api daily quota limit'],
  minute_quota: [45011, 'api minute-quota reach limit  mustslower  retry next minute'],
  window_over: [45015, 'response out of time limit or subscription is canceled'],
  count_over: [45047, 'out of response count limit'],
  data_malformed: [47001, 'data format error'],
  not_permitted: [48001, 'api unauthorized'],
  api_banned: [48004, 'api forbidden for irregularities, view detail on mp.weixin.qq.com'],
  user_restricted: [50002, 'user limited'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>

export type WechatErrorName = keyof typeof WECHAT_ERRORS

export function wechatError(name: WechatErrorName): { readonly errcode: number; readonly errmsg: string } {
  const [errcode, errmsg] = WECHAT_ERRORS[name]
  return { errcode, errmsg: `${errmsg} rid: 6510fcad-3d8ae261-25861ec2` }
}
