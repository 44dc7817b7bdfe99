import type { SignIn } from './sign-ins.ts'

/** What somebody at the terminal needs first. */
export function welcomeLines(publicUrl: string, signIns: readonly SignIn[]): string[] {
  return [
    '',
    `照应 Zhaoying`,
    `  page     ${publicUrl}/`,
    `  console  ${publicUrl}/console`,
    ...signIns.map(({ username, password, role }) => `           ${username} / ${password}  (${role})`),
    '  chat     npm run chat',
    '',
  ]
}
