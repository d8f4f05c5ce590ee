import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { Citation } from '~/api/types';
import { strings } from '~/ui/strings';
import '~/ui/sheet.css';
import { PassageCard } from './passage_card';

export const PassageSheet = ({ citation, onClose }: { citation?: Citation; onClose(): void }) => (
  <ModalOverlay className="sheet-scrim" isOpen={citation !== undefined} onOpenChange={(open) => !open && onClose()} isDismissable>
    <Modal className="sheet">
      <Dialog className="sheet-body" aria-label={citation?.title || strings.cite.passage}>
        {citation && <PassageCard key={`${citation.passage_id}:${citation.start}`} citation={citation} onClose={onClose} />}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
