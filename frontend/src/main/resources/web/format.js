// How figures, times and states read.

const POUNDS = new Intl.NumberFormat('en-GB', {style: 'currency', currency: 'GBP'});
const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {weekday: 'short', day: 'numeric', month: 'short'});

export const money = pence => POUNDS.format(pence / 100);

export const clock = instant => CLOCK.format(new Date(instant));

/** Today only the time. */
export function when(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date().toDateString() ? clock(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

export const distance = metres =>
  metres === null ? '' : metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1)} km`;

export const plural = (count, one, many = one + 's') => `${count} ${count === 1 ? one : many}`;

export const rating = (value, count) => value === null ? 'No reviews yet' : `★ ${value.toFixed(1)} (${count})`;

/** A word of a list, as a heading has it: fish-and-chips is Fish and chips. */
export function word(text) {
  const spaced = text.replaceAll('-', ' ').replaceAll('_', ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const STATUSES = {
  PLACED: 'Placed: waiting for the restaurant',
  ACCEPTED: 'Accepted',
  PREPARING: 'Being prepared',
  READY: 'Ready',
  OUT_FOR_DELIVERY: 'On its way',
  COMPLETED: 'Completed',
  DELAYED: 'Will take longer',
  EXPIRED: 'Expired: the restaurant did not answer',
  REJECTED: 'Declined by the restaurant',
  CANCELLED: 'Cancelled',
  DELIVERY_FAILED: 'Could not be delivered',
};

export const statusText = status => STATUSES[status] ?? word(status);

export const isOver = status =>
  ['COMPLETED', 'EXPIRED', 'REJECTED', 'CANCELLED', 'DELIVERY_FAILED'].includes(status);
