import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/600.css'

// Chromium does not always shape a text again when the piece of a face it waited for has come.
// A change of a font property on the body makes it.
document.fonts.addEventListener('loadingdone', () => {
  const { style } = document.body
  style.fontKerning = style.fontKerning === 'normal' ? 'auto' : 'normal'
})
