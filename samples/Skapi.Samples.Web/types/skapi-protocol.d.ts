// Written by “skapi-protocol typescript” from the schemas and statecharts. Edit those, not this file.

/** The states of Call. */
export type CallState =
    | "idle"
    | "calling"
    | "ringing"
    | "connecting"
    | "connected"
    | "closed";

/** What Call reacts to. */
export type CallTrigger =
    | "call"
    | "offer"
    | "answer"
    | "yield"
    | "hangup"
    | "hungup"
    | "unreachable"
    | "gone"
    | "fail"
    | "accept"
    | "connect"
    | "lose"
    | "leave"
    | "return";

/** The delays of Call. */
export type CallDelay =
    | "ringTimeout"
    | "connectTimeout";

/**
 * A frame from a client to the gateway. The gateway takes the sender from the connection's token, never from the frame.
 * @see Wire protocol, “Client → gateway”
 */
export type ClientFrame =
    | ClientFrame.JoinRoom
    | ClientFrame.Broadcast
    | ClientFrame.SendMessage
    | ClientFrame.Rtc
    | ClientFrame.KeepAlive;

export namespace ClientFrame {
    /** Join a group, leaving the one joined before, or leave it with a null rid. */
    export interface JoinRoom {
        action: "joinRoom";
        /** The group to join; null leaves. */
        rid: string | null;
        /** The access token, a JWT. */
        token: string;
        /** Members that the schema does not name. */
        [member: string]: unknown;
    }

    /** Post to the group that the sender has joined. */
    export interface Broadcast {
        action: "broadcast";
        /** The group, which must be the one joined. */
        rid: string;
        /** The message: any JSON value. */
        content: unknown;
        /** “IdT:<service>:<owner>:<id token>”. */
        token: string;
        /** Empty, or the text of a push notification: a JSON object with title and body, 3 KiB at most. */
        notification?: string;
        /** How to push the notification. */
        notificationConfig?: NotificationConfig;
        /** Members that the schema does not name. */
        [member: string]: unknown;
    }

    /** Post to every connection of one user. */
    export interface SendMessage {
        action: "sendMessage";
        /** The recipient's user id. */
        uid: string;
        /** The message: any JSON value. */
        content: unknown;
        /** “IdT:<service>:<owner>:<id token>”. */
        token: string;
        /** Empty, or the text of a push notification: a JSON object with title and body, 3 KiB at most. */
        notification?: string;
        /** How to push the notification. */
        notificationConfig?: NotificationConfig;
        /** Members that the schema does not name. */
        [member: string]: unknown;
    }

    /** Signalling to one connection. */
    export interface Rtc {
        action: "rtc";
        /** The recipient's connection id, with its “cid:” prefix. */
        uid: string;
        /** A signal (signal.json), passed through as it came. */
        content: unknown;
        /** The access token, a JWT. */
        token: string;
        /** Members that the schema does not name. */
        [member: string]: unknown;
    }

    /** Keeps the connection from idling out: sent on open and then every 15 s. */
    export interface KeepAlive {
        action: "keepAlive";
        /** Members that the schema does not name. */
        [member: string]: unknown;
    }
}

/**
 * How a push notification is delivered.
 * @see Wire protocol, “Client → gateway”
 */
export interface NotificationConfig {
    /** Push even to recipients who are connected. */
    always?: boolean;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The document admin-v1.json. */
export interface AdminEndpoints {
    /** The public HTTP endpoint, with a trailing slash. */
    service_public: string;
    /** The Cognito user pool. */
    userpool_id: string;
    /** The Cognito application client. */
    userpool_client: string;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The document record-v1.json. */
export interface RecordEndpoints {
    /** The HTTP endpoint that answers get-ws-group, with a trailing slash. */
    record_private: string;
    /** The realtime WebSocket endpoint. */
    websocket_private: string;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The answer to “service”: what the client takes for its connection to the service. */
export interface ServiceConnection {
    /** The address that the request came from. */
    ip: string;
    /** The browser, as it names itself. */
    user_agent: string;
    /** The country that the request came from, or empty. */
    locale: string;
    /** The service's plan. */
    group: number;
    /** The service's name in words. */
    service_name: string;
    /** The service in a sentence, or empty. */
    service_description: string;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The code of an error: of an exception on this side, or of an #error frame from the gateway. */
export type SkapiErrorCode =
    | "INVALID_PARAMETER"
    | "INVALID_REQUEST"
    | "INVALID_TOKEN"
    | "NOT_SUPPORTED"
    | "DEVICE_NOT_FOUND"
    | "NOT_EXISTS"
    | "CONNECTION_FAILED"
    | "CALL_ENDED"
    | "TRANSPORT_FAILED";

/**
 * A frame from the gateway to a client. Which of the payload members is present says what it is. Where several are, the first in the order of “presence” wins that JavaScript does not take for false, and otherwise the first; the published client drops a frame whose payload is false, 0, null or empty. On the wire every % of the text stands as %25.
 * @see Wire protocol, “Gateway → client”
 */
export interface GatewayFrame {
    /** A post to the group: any JSON value. */
    "#message"?: unknown;
    /** A post to this user: any JSON value. */
    "#private"?: unknown;
    /** Who joined, left or was disconnected, in words. */
    "#notice"?: unknown;
    /** A signal (signal.json) from another connection. */
    "#rtc"?: unknown;
    /** What was wrong with a frame of this client, in words. */
    "#error"?: unknown;
    /** The user whom the frame comes from or speaks of. */
    "#user_id"?: string | null;
    /** The connection that the frame comes from or speaks of, without the “cid:” prefix. */
    "#scid"?: string | null;
    /** The group that the frame comes from. */
    "#srid"?: string | null;
    /** A notice's or an error's code: USER_JOINED, USER_LEFT, USER_DISCONNECTED, INVALID_REQUEST … */
    "#code"?: string | null;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** Asks for the users of one group. */
export interface GroupUsersRequest {
    /** The service's identifier. */
    service: string;
    /** The service owner's identifier. */
    owner: string;
    /** The group's name. */
    group: string;
    /** Only the connections of this user. */
    user_id?: string;
    /** How many connections at the most. */
    limit?: number;
    /** Where the page before ended: the startKey of its answer, as it came. “start”, or nothing, asks for the first page. */
    startKey?: unknown;
    /** False lists from the end; true by default. */
    ascending?: boolean;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The users of one group, one entry a connection. */
export interface GroupUsersResponse {
    /** The connections in the group. */
    list: GroupUserEntry[];
    /** The key from which the next page starts, an object whose members are the service's own affair; “end”, null or nothing after the last page. */
    startKey?: unknown;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** One connection in a group. */
export interface GroupUserEntry {
    /** “<service>#<user_id>”. */
    uid: string;
    /** The connection id, without the “cid:” prefix. */
    cid: string;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** Searches the groups of a service. */
export interface GroupsRequest {
    /** The service's identifier. */
    service: string;
    /** The service owner's identifier. */
    owner: string;
    /** What to search by; “group” by default. */
    searchFor?: GroupSearchField;
    /** The group's name (a string) or the number of users (a number) to compare with; “ ” or 0 by default. */
    value?: unknown;
    /** How to compare; “>” by default. */
    condition?: SearchCondition;
    /** The upper end of a range that begins at value, of the same type; it stands instead of a condition. */
    range?: unknown;
    /** How many groups at the most. */
    limit?: number;
    /** Where the page before ended: the startKey of its answer, as it came. “start”, or nothing, asks for the first page. */
    startKey?: unknown;
    /** False lists from the end; true by default. */
    ascending?: boolean;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The groups found. */
export interface GroupsResponse {
    /** The groups. */
    list: GroupEntry[];
    /** The key from which the next page starts, an object whose members are the service's own affair; “end”, null or nothing after the last page. */
    startKey?: unknown;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** One group. */
export interface GroupEntry {
    /** “<service>#<group>”. */
    rid: string;
    /** How many connections are in it. */
    cnt: number;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** The body of an answer that refuses a question. */
export interface ServiceError {
    /** The error's code, INVALID_PARAMETER for example. */
    code?: string | null;
    /** The error in words. */
    message?: string | null;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** What groups are searched by. */
export type GroupSearchField =
    | "group"
    | "number_of_users";

/** How a search compares. Each has a sign and a word. */
export type SearchCondition =
    | ">"
    | ">="
    | "="
    | "<"
    | "<="
    | "!="
    | "gt"
    | "gte"
    | "eq"
    | "lt"
    | "lte"
    | "ne";

/**
 * What an app hears of its realtime connection.
 * @see Skapi page, “WebRTC”, RealtimeCallback
 */
export type RealtimeEvent =
    | RealtimeEvent.Message
    | RealtimeEvent.Private
    | RealtimeEvent.Notice
    | RealtimeEvent.Error
    | RealtimeEvent.Success
    | RealtimeEvent.Close
    | RealtimeEvent.Reconnect
    | RealtimeEvent.RtcIncoming
    | RealtimeEvent.RtcClosed;

export namespace RealtimeEvent {
    /** A post to the group. The sender gets it too. */
    export interface Message {
        type: "message";
        /** What was posted: any JSON value. */
        message: unknown;
        /** The sender's user id. */
        sender: string | null;
        /** The sender's connection id, with its “cid:” prefix. */
        sender_cid: string | null;
        /** The group that it was posted to. */
        sender_rid: string | null;
        /** Always null for a post. */
        code: string | null;
    }

    /** A post to this user. */
    export interface Private {
        type: "private";
        /** What was posted: any JSON value. */
        message: unknown;
        /** The sender's user id. */
        sender: string | null;
        /** The sender's connection id, with its “cid:” prefix. */
        sender_cid: string | null;
        /** The group that the sender is in, if any. */
        sender_rid: string | null;
        /** Always null for a post. */
        code: string | null;
    }

    /** Someone joined or left the group, or was disconnected. The one who joined hears of it too: compare the sender with your own user id. */
    export interface Notice {
        type: "notice";
        /** The notice in words. */
        message: string;
        /** The user id that the notice speaks of. */
        sender: string | null;
        /** The connection id that the notice speaks of, with its “cid:” prefix: what connectRTC calls. */
        sender_cid: string | null;
        /** The group. */
        sender_rid: string | null;
        /** What happened. */
        code: NoticeCode | null;
    }

    /** The gateway refused a frame, or the connection was lost. */
    export interface Error {
        type: "error";
        /** What was wrong, in words. */
        message: string;
        /** The user id that the error speaks of. */
        sender?: string | null;
        /** The connection id that the error speaks of, with its “cid:” prefix. */
        sender_cid?: string | null;
        /** The group that the error speaks of. */
        sender_rid?: string | null;
        /** The error's code, INVALID_REQUEST for example. */
        code?: string | null;
    }

    /** The connection is open. */
    export interface Success {
        type: "success";
        /** The success in words. */
        message: string;
    }

    /** The connection was closed by this side. */
    export interface Close {
        type: "close";
        /** The closing in words. */
        message: string;
    }

    /** The connection was lost and is being opened again. */
    export interface Reconnect {
        type: "reconnect";
        /** The attempt in words. */
        message: string;
    }

    /** Another connection calls. Accept or reject it through the call. */
    export interface RtcIncoming {
        type: "rtc:incoming";
        /** The caller's user id. */
        sender: string | null;
        /** The caller's connection id, with its “cid:” prefix. */
        sender_cid: string | null;
        /** The group that the caller is in. */
        sender_rid: string | null;
        /** Always null for a call. */
        code: string | null;
    }

    /** A call ended, or never came about. */
    export interface RtcClosed {
        type: "rtc:closed";
        /** The signal that closed it, where the other side sent one: {hungup, reason}. */
        message: unknown;
        /** The other side's user id. */
        sender: string | null;
        /** The other side's connection id, with its “cid:” prefix. */
        sender_cid: string | null;
        /** The group that the other side is in. */
        sender_rid: string | null;
        /** Why the call ended: a value of CallEndReason. */
        code: string | null;
    }
}

/**
 * What a notice is about.
 * @see Wire protocol, “Gateway → client”
 */
export type NoticeCode =
    | "USER_JOINED"
    | "USER_LEFT"
    | "USER_DISCONNECTED";

/**
 * What an app hears of a call: of its peer connection, its media and its data channels.
 * @see Skapi page, “WebRTC”, RTCEvent
 */
export type RtcEvent =
    | RtcEvent.Track
    | RtcEvent.ConnectionStateChange
    | RtcEvent.IceConnectionStateChange
    | RtcEvent.IceGatheringStateChange
    | RtcEvent.SignalingStateChange
    | RtcEvent.NegotiationNeeded
    | RtcEvent.IceCandidateFound
    | RtcEvent.IceCandidateEnd
    | RtcEvent.IceCandidateError
    | RtcEvent.DataChannelOpen
    | RtcEvent.DataChannelMessage
    | RtcEvent.BufferedAmountLow
    | RtcEvent.DataChannelClose
    | RtcEvent.DataChannelError;

export namespace RtcEvent {
    /**
     * The other side added a track: an incoming media stream.
     * @see W3C WebRTC, RTCTrackEvent
     */
    export interface Track {
        type: "track";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
        /** The streams that the track belongs to. */
        streams: MediaStreamInfo[];
        /** The track. */
        track: MediaTrackInfo;
    }

    /**
     * The connection's state changed.
     * @see W3C WebRTC, connectionstatechange
     */
    export interface ConnectionStateChange {
        type: "connectionstatechange";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The peer connection's state. */
        state: PeerConnectionState;
        /** The ICE connection state. */
        iceState: IceConnectionState;
        /** The signaling state. */
        signalingState: SignalingState;
    }

    /**
     * The ICE connection state changed.
     * @see W3C WebRTC, iceconnectionstatechange
     */
    export interface IceConnectionStateChange {
        type: "iceconnectionstatechange";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The ICE connection state. */
        state: IceConnectionState;
        /** The ICE gathering state. */
        gatheringState: IceGatheringState;
        /** The signaling state. */
        signalingState: SignalingState;
    }

    /**
     * The ICE gathering state changed.
     * @see W3C WebRTC, icegatheringstatechange
     */
    export interface IceGatheringStateChange {
        type: "icegatheringstatechange";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The ICE gathering state. */
        state: IceGatheringState;
        /** The ICE connection state. */
        connectionState: IceConnectionState;
        /** The signaling state. */
        signalingState: SignalingState;
    }

    /**
     * The signaling state changed.
     * @see W3C WebRTC, signalingstatechange
     */
    export interface SignalingStateChange {
        type: "signalingstatechange";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The signaling state. */
        state: SignalingState;
        /** The ICE connection state. */
        connectionState: IceConnectionState;
        /** The ICE gathering state. */
        gatheringState: IceGatheringState;
    }

    /**
     * What is sent changed, so a new offer is needed.
     * @see W3C WebRTC, negotiationneeded
     */
    export interface NegotiationNeeded {
        type: "negotiationneeded";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The signaling state. */
        signalingState: SignalingState;
        /** The ICE connection state. */
        connectionState: IceConnectionState;
        /** The ICE gathering state. */
        gatheringState: IceGatheringState;
    }

    /**
     * A local candidate was found, and is sent to the other side.
     * @see W3C WebRTC, RTCPeerConnectionIceEvent
     */
    export interface IceCandidateFound {
        type: "icecandidate";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The candidate attribute, beginning with “candidate:” (RFC 8839). */
        candidate: string;
        /** The identification tag of the media section. */
        sdpMid: string | null;
        /** The index of the media section, from zero. */
        sdpMLineIndex: number | null;
        /** The ICE user name fragment. */
        usernameFragment: string | null;
        /** The candidate's protocol: “udp” or “tcp”. */
        protocol: string | null;
        /** The ICE gathering state. */
        gatheringState: IceGatheringState;
        /** The ICE connection state. */
        connectionState: IceConnectionState;
    }

    /**
     * All local candidates were found.
     * @see Skapi page, icecandidateend
     */
    export interface IceCandidateEnd {
        type: "icecandidateend";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
    }

    /**
     * A STUN or TURN server could not be asked.
     * @see W3C WebRTC, RTCPeerConnectionIceErrorEvent
     */
    export interface IceCandidateError {
        type: "icecandidateerror";
        /** The peer connection that raised the event. */
        target: PeerTarget;
        /** When it happened (RFC 3339). */
        timestamp: string;
        /** The STUN error code, 701 where no answer came. */
        errorCode: number;
        /** The error in words. */
        errorText: string;
        /** The server's URL. */
        url: string | null;
        /** The local address used to ask, where it is known. */
        hostCandidate: string | null;
        /** The ICE gathering state. */
        gatheringState: IceGatheringState;
        /** The ICE connection state. */
        connectionState: IceConnectionState;
    }

    /**
     * A data channel is open: messages can be sent.
     * @see W3C WebRTC, RTCDataChannel open
     */
    export interface DataChannelOpen {
        type: "open";
        /** The data channel that raised the event. */
        target: DataChannelTarget;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
        /** The channel's state. */
        readyState: DataChannelState;
        /** The channel's label. */
        label: string;
        /** The channel's SCTP stream id, null before it has one. */
        id: number | null;
        /** Whether messages arrive in the order in which they were sent. */
        ordered: boolean;
        /** How often a lost message is sent again at the most; null without that limit. */
        maxRetransmits: number | null;
        /** The channel's subprotocol. */
        protocol: string;
    }

    /**
     * A message came on a data channel.
     * @see W3C WebRTC, RTCDataChannel message
     */
    export interface DataChannelMessage {
        type: "message";
        /** The data channel that raised the event. */
        target: DataChannelTarget;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
        /** The text of a text message; null for a binary one. */
        data: string | ArrayBuffer | Blob;
        /** Always empty; it stands in every MessageEvent of the browser. */
        lastEventId: string;
        /** Always empty here; it stands in every MessageEvent of the browser. */
        origin: string;
        /** The channel's state. */
        readyState: DataChannelState;
        /** How many bytes wait to be sent on the channel. */
        bufferedAmount: number;
        /** The bytes of a binary message, in base64 where the codec has no bytes; absent for a text one. */
        binary?: string | null;
    }

    /**
     * The bytes that wait to be sent fell to the threshold.
     * @see W3C WebRTC, RTCDataChannel bufferedamountlow
     */
    export interface BufferedAmountLow {
        type: "bufferedamountlow";
        /** The data channel that raised the event. */
        target: DataChannelTarget;
        /** How many bytes wait to be sent. */
        bufferedAmount: number;
        /** The threshold in bytes. */
        bufferedAmountLowThreshold: number;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
    }

    /**
     * A data channel closed.
     * @see W3C WebRTC, RTCDataChannel close
     */
    export interface DataChannelClose {
        type: "close";
        /** The data channel that raised the event. */
        target: DataChannelTarget;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
        /** The channel's state. */
        readyState: DataChannelState;
        /** The channel's label. */
        label: string;
        /** The channel's SCTP stream id, null before it has one. */
        id: number | null;
    }

    /**
     * A data channel failed.
     * @see W3C WebRTC, RTCErrorEvent
     */
    export interface DataChannelError {
        type: "error";
        /** The data channel that raised the event. */
        target: DataChannelTarget;
        /** When it happened, in milliseconds since the call began. */
        timeStamp: number;
        /** The error in words. */
        error: string;
        /** The kind of error: RTCError's errorDetail. */
        errorCode: string | null;
        /** The channel's state. */
        readyState: DataChannelState;
        /** The channel's label. */
        label: string;
    }
}

/** Names a peer connection; the live object is reached through the call. */
export type PeerTarget = RTCPeerConnection;

/** Names a data channel; the live object is reached through the call. */
export type DataChannelTarget = RTCDataChannel;

/**
 * Names a media stream.
 * @see W3C Media Capture and Streams, MediaStream
 */
export type MediaStreamInfo = MediaStream;

/**
 * Names a media track.
 * @see W3C Media Capture and Streams, MediaStreamTrack
 */
export type MediaTrackInfo = MediaStreamTrack;

/**
 * What a track carries.
 * @see W3C Media Capture and Streams, MediaStreamTrack.kind
 */
export type MediaKind =
    | "audio"
    | "video";

/**
 * The state of a peer connection, ICE and DTLS taken together.
 * @see W3C WebRTC, RTCPeerConnectionState
 */
export type PeerConnectionState =
    | "new"
    | "connecting"
    | "connected"
    | "disconnected"
    | "failed"
    | "closed";

/**
 * The state of the ICE transports (RFC 8445).
 * @see W3C WebRTC, RTCIceConnectionState
 */
export type IceConnectionState =
    | "new"
    | "checking"
    | "connected"
    | "completed"
    | "disconnected"
    | "failed"
    | "closed";

/**
 * How far the gathering of local candidates is.
 * @see W3C WebRTC, RTCIceGatheringState
 */
export type IceGatheringState =
    | "new"
    | "gathering"
    | "complete";

/**
 * Where the offer/answer exchange stands (RFC 9429).
 * @see W3C WebRTC, RTCSignalingState
 */
export type SignalingState =
    | "stable"
    | "have-local-offer"
    | "have-remote-offer"
    | "have-local-pranswer"
    | "have-remote-pranswer"
    | "closed";

/**
 * The state of a data channel.
 * @see W3C WebRTC, RTCDataChannelState
 */
export type DataChannelState =
    | "connecting"
    | "open"
    | "closing"
    | "closed";

/**
 * What two parties of a call tell each other through the gateway: the content of an rtc frame. A receiver tests each member on its own, so several may stand in one signal.
 * @see Wire protocol, “Client → gateway”
 */
export interface Signal {
    /** The call's identifier, an extra key that only peers of this toolkit send. It tells a stale signal from a current one, and it breaks the tie when both sides call at once. */
    call?: string;
    /** The caller's offer. It starts a call, or renegotiates one. */
    sdpoffer?: SessionDescription;
    /** The callee's answer. It may come before or after the pickup, and more than once. */
    sdpanswer?: SessionDescription;
    /** One trickled ICE candidate (RFC 8838). There is no end-of-candidates signal. */
    candidate?: IceCandidate;
    /** The callee accepted. The value is the callee's user id. */
    pickup?: string;
    /** The sender rejected, cancelled or ended the call. The value is the sender's user id. */
    hungup?: string;
    /** Why the sender hung up, an extra key that only peers of this toolkit send. */
    reason?: CallEndReason;
    /** Whose turn it is to renegotiate, an extra key that only peers of this toolkit send. */
    negotiate?: NegotiationTurn;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/**
 * An SDP offer or answer.
 * @see W3C WebRTC, RTCSessionDescriptionInit
 */
export interface SessionDescription {
    /** Whether the text is an offer or an answer. */
    type: SdpType;
    /** The session description (RFC 8866), without candidates when they trickle. */
    sdp: string;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/**
 * The part that a session description plays in the offer/answer exchange.
 * @see W3C WebRTC, RTCSdpType
 */
export type SdpType =
    | "offer"
    | "answer"
    | "pranswer"
    | "rollback";

/**
 * One address at which a peer may be reached.
 * @see W3C WebRTC, RTCIceCandidateInit; RFC 8839
 */
export interface IceCandidate {
    /** The candidate attribute, beginning with “candidate:”. Empty for the end of candidates. */
    candidate: string;
    /** The identification tag of the media section that the candidate belongs to (RFC 5888). */
    sdpMid?: string | null;
    /** The index of that media section, from zero. */
    sdpMLineIndex?: number | null;
    /** The ICE user name fragment of the generation that the candidate belongs to (RFC 8839). */
    usernameFragment?: string | null;
    /** Members that the schema does not name. */
    [member: string]: unknown;
}

/** How two peers of this toolkit take turns, so that their offers never cross in a connected call: a caller may offer at any time, a callee asks first. */
export type NegotiationTurn =
    | "request"
    | "grant";

/** Why a call ended. */
export type CallEndReason =
    | "hangup"
    | "rejected"
    | "cancelled"
    | "timeout"
    | "unreachable"
    | "gone"
    | "failed"
    | "superseded"
    | "closed";
