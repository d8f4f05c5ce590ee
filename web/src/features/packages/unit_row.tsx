import { useMutation } from '@tanstack/react-query';
import { alarm, announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { launchUnit, type Unit } from './queries';
import { words } from './strings';

// A block is a heading; a unit can be opened, in this window, whatever window it asks for (cmi5, 8.1), and leads back here.
export function UnitRow({ packageId, unit, depth }: { packageId: string; unit: Unit; depth: number }) {
  const launch = useMutation({
    mutationFn: () => launchUnit(packageId, unit.id),
    onMutate: () => announce(words.opening),
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => alarm(`${words.notOpened}. ${error.message}`),
  });
  const begun = unit.said.length > 0;
  return (
    <li className="unit" style={{ paddingInlineStart: `calc(var(--s-4) + ${Math.min(depth, 3)} * var(--s-4))` }}>
      <div className="unit-text">
        {unit.kind === 'block' ? <h3>{unit.title}</h3> : <strong>{unit.title}</strong>}
        {unit.description && <p className="small muted">{unit.description}</p>}
        {launch.error && <p className="small unit-failed">{words.notOpened}. {launch.error.message}</p>}
      </div>
      <div className="row unit-state">
        {unit.said.map((verb) => <span key={verb} className={verb === 'failed' ? 'tag tag-warn' : 'tag'}>{words.said[verb]}</span>)}
        {unit.satisfied && (unit.kind === 'block' || begun) && <span className="tag tag-ok">{words.done}</span>}
        {unit.kind === 'au' && (
          <Button
            look={begun ? 'plain' : 'primary'}
            aria-label={begun ? words.againOne(unit.title) : words.startOne(unit.title)}
            aria-disabled={launch.isPending}
            onClick={() => !launch.isPending && launch.mutate()}
          >
            {launch.isPending ? words.opening : begun ? words.again : words.start}
          </Button>
        )}
      </div>
    </li>
  );
}
