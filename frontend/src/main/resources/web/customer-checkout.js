// The price, where it goes, and the button.

import {ask} from './api.js';
import {basketNow, linesOf, onBasket} from './customer-basket.js';
import {deliveryForm} from './customer-details.js';
import {lineList} from './customer-menu.js';
import {giveUp, isOpenOrder, placeOnce, placing} from './customer-placing.js';
import {button, field, fill, h, notice} from './dom.js';
import {money} from './format.js';
import {address, go, progress} from './router.js';
import {read, write} from './store.js';

export async function checkoutView({leaving, again}) {
  if (isOpenOrder()) {
    return openOrder(leaving, again);
  }
  if (!basketNow()) {
    return [h('h1', {}, 'Basket'), h('p', {}, 'It is empty.'), h('p', {}, h('a', {href: '#/', class: 'button'}, 'Find a restaurant'))];
  }
  placing();
  return new Checkout(leaving, again).view();
}

class Checkout {
  constructor(leaving, again) {
    this.leaving = leaving;
    this.again = again;
    this.choice = read('checkout', {service: 'DELIVERY', voucher: '', tipPence: 0});
    this.missing = read('missing', []);
    this.quote = null;
    this.turn = 0;
    this.price = h('section', {class: 'panel quote', 'aria-label': 'Price', 'aria-live': 'polite'});
    this.said = h('div', {'aria-live': 'assertive', id: 'said'});
    this.placeButton = h('button', {type: 'submit', class: 'main', id: 'place', disabled: true}, 'Place order');
    this.details = deliveryForm(this.choice.service, () => this.refresh());
    onBasket(() => this.changed(), leaving);
  }

  view() {
    this.lines = h('div', {class: 'basket'});
    this.showLines();
    this.refresh();
    const service = (value, text) => h('label', {class: 'choice'},
      h('input', {type: 'radio', name: 'service', value, checked: this.choice.service === value,
        onchange: () => this.choose({service: value})}), text);
    return [
      h('h1', {}, `Checkout: ${basketNow().restaurantName}`),
      this.missing.length > 0 && notice('warn', h('p', {}, `Not to be had any more, so not in the basket: ${this.missing.join(', ')}.`)),
      h('form', {class: 'checkout', onsubmit: event => {
        event.preventDefault();
        this.place();
      }},
      h('div', {},
        h('section', {class: 'panel'}, h('h2', {class: 'unseen', tabindex: -1}, 'Dishes'), this.lines),
        h('fieldset', {class: 'panel'}, h('legend', {}, 'How'), service('DELIVERY', 'Deliver it'), service('COLLECTION', 'I collect it')),
        this.details.element),
      h('div', {}, this.price, this.extras(), this.said, h('p', {class: 'actions'}, this.placeButton))),
    ];
  }

  showLines() {
    fill(this.lines, h('h2', {class: 'unseen', tabindex: -1}, 'Basket'), lineList(basketNow(), () => {}));
  }

  // In this tab or another.
  changed() {
    if (this.leaving.aborted || isOpenOrder()) {
      return;
    }
    if (!basketNow()) {
      this.again();
      return;
    }
    this.showLines();
    this.refresh();
  }

  extras() {
    const voucher = field('Voucher', {value: this.choice.voucher, maxlength: 100, autocomplete: 'off', id: 'voucher'});
    const tip = field('Tip in pounds', {type: 'number', min: 0, max: 100, step: '0.5', value: String(this.choice.tipPence / 100), inputmode: 'decimal', id: 'tip'});
    voucher.input.addEventListener('change', () => this.choose({voucher: voucher.input.value.trim()}));
    tip.input.addEventListener('change', () => this.choose({tipPence: Math.round(Number(tip.input.value) * 100) || 0}));
    return h('div', {}, voucher, tip);
  }

  choose(change) {
    this.choice = {...this.choice, ...change};
    write('checkout', this.choice);
    this.details.service(this.choice.service);
    this.refresh();
  }

  request() {
    const basket = basketNow();
    return {
      restaurantId: basket.restaurantId, service: this.choice.service, lines: linesOf(basket),
      ...(this.choice.service === 'DELIVERY' && {postcode: this.details.postcode()}),
      ...(this.choice.voucher && {voucher: this.choice.voucher}),
      ...(this.choice.tipPence && {tipPence: this.choice.tipPence}),
    };
  }

  async refresh() {
    const turn = ++this.turn;
    const late = setTimeout(() => turn === this.turn && !this.quote && fill(this.price, progress('Asking for the price …')), 1_000);
    try {
      const quote = await ask('/v1/quotes', this.request(), {signal: this.leaving});
      if (turn === this.turn) {
        this.show(quote);
      }
    } catch (problem) {
      if (turn === this.turn && !this.leaving.aborted) {
        this.quote = null;
        this.placeButton.disabled = true;
        fill(this.price, h('h2', {}, 'Price'), notice('bad', h('p', {}, problem.message)),
          h('p', {}, button('Ask again', () => this.refresh())));
      }
    } finally {
      clearTimeout(late);
    }
  }

  show(quote) {
    const before = this.quote;
    this.quote = quote;
    fill(this.price, h('h2', {}, 'Price'),
      before && before.totalPence !== quote.totalPence && h('p', {class: 'small'}, `Was ${money(before.totalPence)}.`),
      priceChanges(quote).map(text => notice('warn', h('p', {}, text))),
      quote.issues.map(issue => notice('bad', h('p', {}, issue.detail))),
      sums(quote));
    this.placeButton.disabled = !quote.orderable;
    this.placeButton.textContent = `Place order for ${money(quote.totalPence)}`;
  }

  async place() {
    if (this.placeButton.getAttribute('aria-busy') === 'true' || !this.quote?.orderable) {
      return;
    }
    const details = this.details.read();
    if (!details) {
      return;
    }
    this.placeButton.setAttribute('aria-busy', 'true');
    this.placeButton.textContent = 'Placing …';
    fill(this.said);
    try {
      const body = {...this.request(), ...details, expectedTotalPence: this.quote.totalPence};
      const order = await placeOnce(body, problem => this.open(problem), this.leaving);
      go(address('order', order.id));
    } catch (problem) {
      if (!this.leaving.aborted) {
        this.refused(problem);
      }
    } finally {
      this.placeButton.removeAttribute('aria-busy');
    }
  }

  open(problem) {
    fill(this.said, notYetKnown(problem));
  }

  refused(problem) {
    if (problem.document?.quote) {
      this.show(problem.document.quote);
    } else {
      this.refresh();
    }
    fill(this.said, refusal(problem));
  }
}

function notYetKnown(problem) {
  return notice('warn',
    h('p', {}, h('strong', {}, 'Not known yet whether your order was placed.'), ' Trying again with the same key: it is placed once at most.'),
    h('p', {class: 'soft small'}, problem.message));
}

function refusal(problem) {
  return notice('bad',
    h('p', {}, problem.message),
    (problem.document?.issues ?? []).map(issue => h('p', {}, issue.detail)),
    problem.wasOpen && h('p', {}, 'An earlier try had no answer. ', h('a', {href: address('orders')}, 'Look at your orders'), ' before you place it again.'));
}

/** Against what the menu said when it was put into the basket. */
function priceChanges(quote) {
  const lines = basketNow()?.lines ?? [];
  return quote.lines.flatMap((line, index) => {
    const mine = lines[index];
    return mine?.itemId === line.itemId && mine.unitPence !== line.unitPricePence
      ? [`${line.name} is ${money(line.unitPricePence)} now (was ${money(mine.unitPence)}).`] : [];
  });
}

/** Also of an order. */
export function sums(priced) {
  const row = (label, pence, sign = '') => [h('dt', {}, label), h('dd', {}, sign + money(pence))];
  return h('dl', {class: 'sums'},
    row('Dishes', priced.subtotalPence),
    priced.discountPence > 0 && row('Voucher', priced.discountPence, '−'),
    row('Delivery', priced.deliveryFeePence), row('Service', priced.serviceFeePence),
    priced.tipPence > 0 && row('Tip', priced.tipPence),
    h('dt', {class: 'total'}, 'Total'), h('dd', {class: 'total', id: 'total'}, money(priced.totalPence)));
}

/** Somebody comes back to an order that was sent and not answered. */
function openOrder(leaving, again) {
  const said = h('div', {'aria-live': 'assertive', id: 'said'}, notYetKnown({message: 'It was sent, and no answer has come.'}));
  const stop = button('Stop trying', () => {
    giveUp();
    go(address('orders'));
  }, {class: 'quiet'});
  placeOnce(null, problem => fill(said, notYetKnown(problem)), leaving).then(
    order => go(address('order', order.id)),
    problem => {
      if (!leaving.aborted) {
        fill(said, refusal(problem), h('p', {}, button('Back to the checkout', again)));
        stop.remove();
      }
    });
  return [
    h('h1', {}, 'Your order is under way'), progress('Asking what has become of it …'), said,
    h('p', {class: 'actions'}, stop),
    h('p', {class: 'soft small'}, 'If you stop, the order may be there or not: your orders will show.'),
  ];
}
