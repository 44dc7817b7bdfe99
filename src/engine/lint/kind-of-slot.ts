import type { SlotType } from '../../core/reading.ts'
import type { Kind } from './static-types.ts'

/** How slots keep their values. */
export const KIND_OF_SLOT: Readonly<Record<SlotType, Kind>> = {
  text: 'string',
  name: 'string',
  number: 'number',
  money: 'number',
  date: 'string',
  time: 'string',
  period: 'string',
  items: 'list',
  choice: 'any',
  address: 'string',
  area: 'string',
  phone: 'string',
  id_number: 'string',
  application_number: 'string',
  yesno: 'boolean',
  year: 'number',
  dietary: 'list',
  usual: 'boolean',
  for_other: 'boolean',
  photo: 'object',
  location: 'object',
  data: 'any',
}
