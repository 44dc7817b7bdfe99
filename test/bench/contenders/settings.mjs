/** What the bench gives each bot. */
export const { DATABASE_URL, API_ROOT, BOT_TOKEN, WEBHOOK_SECRET, PORT } = process.env
export const BOT = { id: 42, is_bot: true, first_name: '照应', username: 'zhaoying_bot' }
