// The amount of the Saitama programme as publicodes and zen compute it, and 1,000 random inputs for all of them.
// Whoever measures holds its own yen against theirs first: nothing is timed unless all are the same.

import { createRequire } from 'node:module';
import Publicodes from 'publicodes';

const { evaluateExpressionSync } = createRequire(import.meta.url)('@gorules/zen-engine');

// ---- 1,000 random inputs: three lines, everything that moves the yen ----

let state = 20261121n;
export const random = (below) => {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(below));
};
export const inputs = Array.from({ length: 1000 }, () => ({
  lines: Array.from({ length: 3 }, () => ({
    price: random(10) === 0 ? random(3_000_000) : random(900_000),
    quantity: random(4),
    included: random(2) === 1,
  })),
  life: random(2) === 1,
  exchange: ['different-vendor', 'same-vendor-only', 'none'][random(3)],
  halving: random(4) === 0,
  staff: `${1 + random(39)}.${random(100)}`,
  heads: random(5),
  past: random(3) === 0,
  pastStaff: 1 + random(40),
}));

const kinds = ['care-software', 'portable-terminal', 'network-equipment'];
export const applications = inputs.map((input) => ({
  schema: 'kaigo-hojo/application/1',
  programme: 'saitama-ict-r5',
  answers: {
    'in-prefecture': true, designated: true, 'model-office': true, 'antisocial-forces': false,
    'additionally-selected': false, 'life-data': input.life, 'careplan-exchange': input.exchange,
    'document-halving': input.halving, 'end-to-end': true, 'careplan-target': true, 'careplan-csv': true,
    'past-grant': input.past, 'past-grant-staff': input.pastStaff,
    'staff-fte': input.staff, 'staff-heads': input.heads,
  },
  items: input.lines.map((line, ix) => ({
    id: `i${ix}`, kind: kinds[ix], unitPriceYen: line.price, quantity: line.quantity,
    tax: line.included ? 'included' : 'excluded',
  })),
}));

// ---- the same amount for publicodes: one engine, kept; a situation for each input ----

const net = (n) => ({
  variations: [
    { si: `taxe incluse ${n}`, alors: `(prix ${n} * quantité ${n} * 100) // 110` },
    { sinon: `prix ${n} * quantité ${n}` },
  ],
});
const band = (staff) => ({
  variations: [
    { si: `${staff} <= 10`, alors: 1000000 },
    { si: `${staff} <= 20`, alors: 1600000 },
    { si: `${staff} <= 30`, alors: 2000000 },
    { sinon: 2600000 },
  ],
});
const rules = {
  'prix 1': 0, 'prix 2': 0, 'prix 3': 0,
  'quantité 1': 0, 'quantité 2': 0, 'quantité 3': 0,
  'taxe incluse 1': 'non', 'taxe incluse 2': 'non', 'taxe incluse 3': 'non',
  'données life': 'non', 'échange': "'none'", 'moitié': 'non',
  'équivalent temps plein': 0, 'personnes': 0, 'aide passée': 'non', 'effectif passé': 1,
  'ligne 1': net(1), 'ligne 2': net(2), 'ligne 3': net(3),
  'coût': { somme: ['ligne 1', 'ligne 2', 'ligne 3'] },
  'taux': {
    variations: [
      { si: { 'une de ces conditions': ['données life', "échange = 'different-vendor'", 'moitié'] }, alors: 0.75 },
      { sinon: 0.5 },
    ],
  },
  'effectif': 'équivalent temps plein arrondi + personnes',
  'équivalent temps plein arrondi': { valeur: 'équivalent temps plein', arrondi: 'oui' },
  'plafond présent': band('effectif'),
  'plafond passé': band('effectif passé'),
  'plafond': {
    variations: [
      { si: 'aide passée', alors: { 'le minimum de': ['plafond présent', 'plafond passé'] } },
      { sinon: 'plafond présent' },
    ],
  },
  'montant': { valeur: '(limité // 1000) * 1000' },
  'limité': { 'le minimum de': ['coût * taux', 'plafond'] },
};
const publicodes = new Publicodes(rules, { logger: { log() {}, warn() {}, error() {} } });
const yes = (value) => (value ? 'oui' : 'non');
const situations = inputs.map((input) => {
  const situation = {
    'données life': yes(input.life), 'échange': `'${input.exchange}'`, 'moitié': yes(input.halving),
    'équivalent temps plein': Number(input.staff), personnes: input.heads,
    'aide passée': yes(input.past), 'effectif passé': input.pastStaff,
  };
  input.lines.forEach((line, ix) => {
    situation[`prix ${ix + 1}`] = line.price;
    situation[`quantité ${ix + 1}`] = line.quantity;
    situation[`taxe incluse ${ix + 1}`] = yes(line.included);
  });
  return situation;
});
const byPublicodes = (situation) => publicodes.setSituation(situation).evaluate('montant').nodeValue;

// ---- and for zen: one expression, evaluated at once (a decision graph takes ten times as long) ----

const people = '(floor(staff + 0.5) + heads)';
const zenBand = (staff) => `(${staff} <= 10 ? 1000000 : ${staff} <= 20 ? 1600000 : ${staff} <= 30 ? 2000000 : 2600000)`;
const cost = 'sum(map(lines, #.included ? floor(#.price * #.quantity * 100 / 110) : #.price * #.quantity))';
const rate = "(life or exchange == 'different-vendor' or halving ? 0.75 : 0.5)";
const cap = `(hadGrant ? min([${zenBand(people)}, ${zenBand('pastStaff')}]) : ${zenBand(people)})`;
const expression = `floor(min([${cost} * ${rate}, ${cap}]) / 1000) * 1000`;
const contexts = inputs.map(({ staff, past, ...rest }) => ({ ...rest, staff: Number(staff), hadGrant: past }));
const byZen = (context) => evaluateExpressionSync(expression, context);

// ---- the same yen, then the times ----

/** Ends the program where the yen of each input, as `who` computes it, are not what publicodes and zen compute. */
export function holdAgainst(who, ours) {
  let different = 0;
  for (let ix = 0; ix < inputs.length; ix += 1) {
    const others = [byPublicodes(situations[ix]), byZen(contexts[ix])];
    if (others.some((yen) => yen !== ours[ix])) {
      different += 1;
      if (different <= 3) console.error(`different, ${who}:`, ours[ix], others, JSON.stringify(inputs[ix]));
    }
  }
  if (different > 0) {
    console.error(`${different} of ${inputs.length} inputs give different yen: nothing is timed.`);
    process.exit(1);
  }
  console.log(`same yen on ${inputs.length} random inputs: ${who}, publicodes, zen`);
}

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

export const nanoseconds = async (work, count) => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / count;
};

/** Times `work` (over all inputs, `rounds` times) beside the others, seven times over; tells the ratios. */
export async function timeBeside(what, work, rounds) {
  const rows = { ours: [], publicodes: [], zen: [] };
  for (let turn = 0; turn < 7; turn += 1) {
    rows.ours.push(await nanoseconds(work, rounds * inputs.length));
    rows.publicodes.push(await nanoseconds(() => situations.forEach(byPublicodes), inputs.length));
    rows.zen.push(await nanoseconds(async () => { contexts.forEach(byZen); }, inputs.length));
  }
  const ratio = (other) => median(rows[other].map((time, turn) => time / rows.ours[turn]));
  console.log(`${what}: ${median(rows.ours).toFixed(0)} ns`);
  return (name, other, bar) => {
    const found = ratio(other);
    console.log(`${name}: ${median(rows[other]).toFixed(0)} ns, ${found.toFixed(1)} times as long (bar: ${bar})`);
    return found >= bar;
  };
}
