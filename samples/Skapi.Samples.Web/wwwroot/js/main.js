// Connects the parts of the page: events of skapi-js go to the models and the log, and changes of the models go to the views.

import { Skapi } from '/lib/skapi-js/skapi.browser.mjs';
import { Call } from './call.js';
import { CallDialogs } from './call-dialogs.js';
import { ChatView } from './chat-view.js';
import { installStandIns } from './devices.js';
import { redirectDiscovery } from './discovery.js';
import { EventLog } from './event-log.js';
import { Group } from './group.js';
import { personOf } from './names.js';
import { PeopleView } from './people-view.js';
import { startSession } from './session.js';
import { StageView } from './stage-view.js';

const invitation = 'Call someone in the group, or let the .NET program call you.';
const reconnectHint = 'Calls are possible again as soon as it is back.';
const reloadSeconds = 15; // skapi-js stops trying after about six seconds, and does not always say so.
const connection = document.getElementById('connection');
const log = new EventLog();

function showConnection(state, text) {
  connection.dataset.state = state;
  connection.textContent = text;
}

document.getElementById('reload').addEventListener('click', () => location.reload());

async function start() {
  redirectDiscovery();
  const session = await startSession();
  const skapi = new Skapi(session.service, session.owner);
  const group = new Group(skapi, session.group);
  const call = new Call(skapi, {
    ownCid: () => group.find(session.user_id)?.cid,
    isPage: member => member.userId !== session.peer_user_id,
  });
  const person = userId => personOf(userId, session.peer_user_id);

  installStandIns(
    () => document.querySelector('input[name="source"]:checked').value === 'drawn',
    note => log.add('page', { type: 'devices', message: note }));

  const people = new PeopleView(member => call.dial(member));
  const chat = new ChatView();
  const dialogs = new CallDialogs({ onAccept: () => call.accept(), onReject: () => call.reject(), onCancel: () => call.cancel() });
  const stage = new StageView({
    onHangUp: () => call.hangUp(),
    onCallPeer: () => call.dial(group.find(session.peer_user_id)),
    onAskPeer: async () => {
      try {
        await skapi.postRealtime({ request: 'call-me' }, session.peer_user_id);
        if (call.phase === 'idle') stage.say('The .NET peer was asked to call.', 'It rings in a moment.');
      } catch (error) {
        stage.say(`The .NET peer could not be asked: ${error.message}`, invitation);
      }
    },
  });

  const showPeople = () => {
    people.show(group.members.values(), {
      ownUserId: session.user_id, personOf: person, canCall: call.online && call.phase === 'idle',
    });
    stage.canCallPeer = call.online && group.find(session.peer_user_id) !== undefined;
  };

  group.addEventListener('change', showPeople);
  call.addEventListener('change', () => {
    const other = call.other && person(call.other.userId);
    dialogs.show(call.phase, other);
    stage.show(call, other?.name);
    showPeople();
  });
  call.addEventListener('stream', () => stage.showRemote(call.remoteStream));
  call.addEventListener('channel', ({ detail: channel }) => chat.open(channel, person(call.other.userId).name));
  call.addEventListener('rtc', ({ detail: event }) => {
    log.add('rtc', event);
    if (event.type === 'message' && event.target.label === 'text-chat') chat.receive(event.data);
  });
  call.addEventListener('end', ({ detail: reason }) => {
    stage.say(reason, call.online ? invitation : reconnectHint);
    chat.close(reason);
    stage.restoreFocus();
  });

  let joined = false;
  let reloadTimer;
  const setOnline = online => {
    call.online = online;
    clearTimeout(reloadTimer);
    document.getElementById('reload').hidden = true;
    if (online) return;
    if (call.phase === 'idle') stage.say('The connection to the gateway was lost.', reconnectHint);
    reloadTimer = setTimeout(offerReload, reloadSeconds * 1000);
  };
  const offerReload = () => {
    clearTimeout(reloadTimer);
    showConnection('closed', 'Not connected');
    document.getElementById('reload').hidden = false;
    if (call.phase === 'idle') stage.say('The connection to the gateway was lost.', 'Reload the page to connect again.');
  };

  await skapi.connectRealtime(event => {
    log.add('realtime', event);
    group.handle(event);
    call.handle(event);
    if (event.type === 'success') {
      showConnection('open', `In “${session.group}”`);
      setOnline(true);
      if (joined) group.refresh(); // skapi-js has joined its group again, and every cid may be new.
    } else if (['error', 'close', 'reconnect'].includes(event.type) && !event.code) {
      const reconnects = event.type === 'reconnect';
      showConnection(reconnects ? 'connecting' : 'closed', reconnects ? 'Reconnecting' : 'Not connected');
      setOnline(false);
      if (event.message?.includes('Max reconnection attempts')) offerReload();
    }
  });
  await group.join();
  joined = true;
}

start().catch(error => {
  showConnection('closed', 'Not connected');
  log.add('realtime', { type: 'error', message: error.message });
  throw error;
});
