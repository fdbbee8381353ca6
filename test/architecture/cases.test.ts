import { describe, expect, it } from 'vitest';
import { isNode, lineOf, type Node, readSources, type Source, walk } from './sources.ts';

/** Files that turn a case into calls; what another system reckons stands under `oracles`. */
const mappers = readSources().filter(({ path }) => /^test\/cases\/[^/]+\.ts$/.test(path));

const arithmetic = ['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^'];

function isSum(node: Node): string | false {
  const operator = String(node['operator'] ?? '');
  if (node.type === 'BinaryExpression') return arithmetic.includes(operator) && operator;
  if (node.type === 'UpdateExpression') return operator;
  if (node.type === 'AssignmentExpression') {
    return arithmetic.includes(operator.slice(0, -1)) && operator;
  }
  // -1 is a constant; -x is a sum.
  const argument = node['argument'];
  const isConstant = isNode(argument) && argument.type === 'Literal';
  if (node.type === 'UnaryExpression') return /^[-+~]$/.test(operator) && !isConstant && operator;
  const object = node['object'];
  return node.type === 'MemberExpression' && isNode(object) && object['name'] === 'Math' && 'Math';
}

function sumsIn({ path, tree, text }: Pick<Source, 'path' | 'tree' | 'text'>): readonly string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    const what = isSum(node);
    if (what !== false) found.push(`${path}:${lineOf(text, node.start)} ${what}`);
  });
  return found;
}

describe('mappers of published cases', () => {
  it('hold no arithmetic: a case is passed by a rule, or not at all', () => {
    expect(mappers.length).toBeGreaterThan(10);
    expect(mappers.flatMap(sumsIn)).toEqual([]);
  });

  it('the check sees arithmetic where there is some', () => {
    const oracles = readSources().filter(({ path }) => path.startsWith('test/cases/oracles/'));
    const operators = oracles.flatMap(sumsIn).map((line) => line.split(' ').at(-1));
    expect(operators).toEqual(expect.arrayContaining(['+', '-', '*', '/', '+=', 'Math']));
  });
});
