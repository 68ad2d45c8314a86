// The browser's type check knows neither Node nor Japa; the specs of this folder run on both.
/// <reference types="node" />
import '@japa/assert'
