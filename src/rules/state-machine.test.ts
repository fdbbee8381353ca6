import { describe, expect, it } from 'vitest';
import {
  change,
  defineMachine,
  type MachineDefinition,
  possibleStates,
  transition,
} from './state-machine.ts';

type State = 'off' | 'on' | 'gone';
type Event = 'switch_on' | 'switch_off' | 'drop';
const sound: MachineDefinition<State, Event, 'hand' | 'clock', 'spark'> = {
  name: 'lamp',
  initial: 'off',
  final: ['gone'],
  transitions: [
    { event: 'switch_on', from: ['off'], to: 'on', by: ['hand'], effect: 'spark' },
    { event: 'switch_off', from: ['on'], to: 'off', by: ['hand', 'clock'] },
    { event: 'drop', from: ['off', 'on'], to: 'gone', by: ['hand'] },
  ],
};

describe('definition', () => {
  const broken: [string, Partial<typeof sound>][] = [
    ['is not known', { states: ['off', 'on'] }],
    ['cannot be reached', { initial: 'gone' }],
    ['has an exit', { final: ['gone', 'on'] }],
    ['has no exit but is not final', { final: [] }],
    ['listed twice', { states: ['off', 'on', 'gone', 'on'] }],
    [
      'is defined twice',
      {
        transitions: [
          ...sound.transitions,
          { event: 'drop', from: ['off'], to: 'on', by: ['hand'] },
        ],
      },
    ],
    [
      'to itself',
      {
        transitions: [
          ...sound.transitions,
          { event: 'switch_on', from: ['on'], to: 'on', by: ['hand'] },
        ],
      },
    ],
    [
      'open to nobody',
      { transitions: [...sound.transitions, { event: 'drop', from: ['on'], to: 'off', by: [] }] },
    ],
  ];
  it.each(broken)('is refused when a state %s', (message, fault) => {
    expect(() => defineMachine({ ...sound, ...fault })).toThrow(message);
  });
});

describe('change', () => {
  const lamp = defineMachine(sound);

  it('takes a step and names its effect', () => {
    expect(change(lamp, { from: 'off', to: 'on', by: 'hand' })).toEqual({
      to: 'on',
      changed: true,
      effect: 'spark',
    });
    expect(change(lamp, { from: 'on', to: 'off', by: 'clock' }).effect).toBeNull();
  });

  it('does nothing when the present state is asked for, by whomever', () => {
    const nothing = { to: 'gone', changed: false, effect: null };
    expect(change(lamp, { from: 'gone', to: 'gone', by: 'clock' })).toEqual(nothing);
  });

  it('names both states of an impossible step, and who may take it', () => {
    const impossible = () => change(lamp, { from: 'gone', to: 'on', by: 'hand' });
    expect(impossible).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
    expect(impossible).toThrow('The lamp cannot go from gone to on.');
    expect(() => change(lamp, { from: 'off', to: 'on', by: 'clock' })).toThrow(
      'from off to on by clock; only by hand',
    );
  });

  it('takes an event for a state', () => {
    expect(transition(lamp, 'off', 'switch_on', 'hand').to).toBe('on');
    expect(transition(lamp, 'off', 'on', 'hand').to).toBe('on');
    expect(transition(lamp, 'on', 'switch_on', 'hand').changed).toBe(false);
    expect(() => transition(lamp, 'gone', 'drop' as Event, 'hand')).not.toThrow();
    expect(() => transition(lamp, 'gone', 'switch_on', 'hand')).toThrow('from gone to on');
  });

  it('lists where an actor may go', () => {
    expect(possibleStates(lamp, 'on', 'hand')).toEqual(['off', 'gone']);
    expect(possibleStates(lamp, 'on', 'clock')).toEqual(['off']);
    expect(possibleStates(lamp, 'gone', 'hand')).toEqual([]);
  });
});
