/** What is dragged from the palette: the name of a field type. */
export const typeFormat = 'application/x-guiju-field-type'

/** What is dragged inside a grid: the uid of a field. */
export const fieldFormat = 'application/x-guiju-field'
