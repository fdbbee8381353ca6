import { measureRules } from './measure.ts';

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Bills packages by the rules of a run, beside a loop of plain integers with the same answers. */
export default function rules() {
  const { rounds, equal } = measureRules(9);
  const ratio = median(rounds.map(({ ours, plain }) => ours / plain));
  return {
    figures: {
      'the rules to plain integers': Number(ratio.toFixed(2)),
      'the rules, ms for 20,000': Number(median(rounds.map(({ ours }) => ours)).toFixed(1)),
      'plain integers, ms': Number(median(rounds.map(({ plain }) => plain)).toFixed(1)),
      measured: '9 rounds in turns, plan and add-on, discount, tax; median of the ratios',
    },
    holds: { 'both sides give the same answers': equal, 'at most 4 times': ratio <= 4 },
  };
}
