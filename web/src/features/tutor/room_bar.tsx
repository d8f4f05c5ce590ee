import { Link } from '@tanstack/react-router';
import { Button, buttonClass } from '~/ui/button';
import { Icon } from '~/ui/icons';
import { Progress } from '~/ui/progress';
import { strings } from '~/ui/strings';
import { ThemeToggle } from '~/ui/theme_toggle';

type Props = { title: string; courseId?: string; paused: boolean; canPause: boolean; running: boolean; onPause(): void; onStop(): void };

export function RoomBar({ title, courseId, paused, canPause, running, onPause, onStop }: Props) {
  const back = { className: buttonClass('icon'), 'aria-label': courseId ? strings.room.back : strings.app.home, children: <Icon name="back" /> };
  return (
    <header className="room-bar">
      {courseId ? <Link to="/course/$courseId" params={{ courseId }} {...back} /> : <Link to="/" {...back} />}
      <h1>{title}</h1>
      <span className="room-theme"><ThemeToggle /></span>
      {running && <Button look="icon" onClick={onStop} aria-label={strings.room.stop} title={strings.room.stop}><Icon name="stop" /></Button>}
      {canPause && <Button className="room-pause" onClick={onPause} aria-pressed={paused}>{paused ? strings.room.resume : strings.room.pause}</Button>}
    </header>
  );
}

export const RoomProgress = ({ shown, total }: { shown: number; total: number }) => (
  <div className="room-progress">
    <Progress label={strings.room.progress} value={shown} max={Math.max(total, 1)} text={strings.room.part(shown, total)} />
  </div>
);
