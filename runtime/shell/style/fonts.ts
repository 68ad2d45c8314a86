import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/600.css'

// Chromium keeps words as it drew them, by all properties of their font: those that were empty boxes
// while their piece of a face was on the way stay boxes, and come back with the properties they had.
// So each time pieces come there is a value that never was; any value above 0 just means kerning.
let times = 0
document.fonts.addEventListener('loadingdone', () => {
  document.body.style.fontFeatureSettings = `"kern" ${++times}`
})
