/** The signal by which one person is told something about another: `data.text` is a TextRef. */
export const NOTICE = 'desk.notice'
