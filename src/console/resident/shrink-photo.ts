/** Long side in pixels: papers stay readable. */
const SIDE = 2_000
const QUALITY = 0.85

/**
 * A JPEG of moderate size, upright and without the place it was taken, for slow networks. What the browser can't draw is sent as
 * it is; the desk decides.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  if (!('createImageBitmap' in window)) return file
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    const pen = canvas.getContext('2d')
    if (!pen) return file
    // JPEG knows no transparency and would show it black.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    const drawn = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    return drawn ?? file
  } catch {
    // Not a picture that this browser knows.
    return file
  }
}
