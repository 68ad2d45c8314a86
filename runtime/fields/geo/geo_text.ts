interface Place {
  lng: string
  lat: string
}

/** A place as the API reads it, or as it is being typed. */
export function placeOf(value: unknown): Place {
  const { lng, lat } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Place>
  return { lng: String(lng ?? ''), lat: String(lat ?? '') }
}

/** `108.366543, 22.817002`; a masked place is text. */
export function geoText(value: unknown): string {
  if (typeof value === 'string') return value
  const { lng, lat } = placeOf(value)
  return lng === '' && lat === '' ? '' : `${lng}, ${lat}`
}

const degrees = /^-?\d{1,3}(?:\.\d{1,6})?$/

/** A page with a map of the place; it is opened by people, nothing is fetched from it. */
export function mapAddress(value: unknown): string | null {
  const { lng, lat } = placeOf(value)
  if (!degrees.test(lng) || !degrees.test(lat)) return null
  return `https://uri.amap.com/marker?position=${lng},${lat}&coordinate=wgs84&src=guiju`
}

/** `108.366543, 22.817002`, as maps give it: longitude first, unless that cannot be one. */
export function placeIn(text: string): Place | null {
  const numbers = text.trim().split(/\s*[,，\s]\s*/)
  const [first = '', second = ''] = numbers
  if (numbers.length !== 2 || !isNumber(first) || !isNumber(second)) return null
  const isSwapped = Math.abs(Number(second)) > 90
  const [lng, lat] = isSwapped ? [second, first] : [first, second]
  return { lng: shortened(lng), lat: shortened(lat) }
}

const isNumber = (text: string) => /^-?\d{1,3}(?:\.\d+)?$/.test(text)

/** Six digits after the point are a tenth of a metre; what is beyond is noise of the device. */
export function shortened(text: string): string {
  return text.replace(/^(-?\d+\.\d{6})\d+$/, '$1')
}
