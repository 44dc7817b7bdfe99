/** On the buttons that open LINE's own controls: at most 20 characters each. */
export interface LineWords {
  /** Opens a calendar. */
  readonly date: string
  /** Opens a map. */
  readonly location: string
  readonly camera: string
  /** Opens the pictures of the phone. */
  readonly album: string
}
