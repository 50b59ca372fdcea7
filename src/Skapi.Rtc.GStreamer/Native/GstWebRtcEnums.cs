namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GstWebRTCSDPType.</summary>
internal enum GstSdpType
{
    Offer = 1,
    ProvisionalAnswer,
    Answer,
    Rollback,
}

/// <summary>GstWebRTCDataChannelState.</summary>
internal enum GstDataChannelState
{
    Connecting = 1,
    Open,
    Closing,
    Closed,
}

/// <summary>GstWebRTCDTLSTransportState.</summary>
internal enum GstDtlsState
{
    New,
    Closed,
    Failed,
    Connecting,
    Connected,
}

/// <summary>GstWebRTCICEConnectionState.</summary>
internal enum GstIceState
{
    New,
    Checking,
    Connected,
    Completed,
    Failed,
    Disconnected,
    Closed,
}

/// <summary>GstWebRTCICEGatheringState.</summary>
internal enum GstGatheringState
{
    New,
    Gathering,
    Complete,
}

/// <summary>GstWebRTCSignalingState.</summary>
internal enum GstSignalingState
{
    Stable,
    Closed,
    HaveLocalOffer,
    HaveRemoteOffer,
    HaveLocalProvisionalAnswer,
    HaveRemoteProvisionalAnswer,
}

/// <summary>GstWebRTCRTPTransceiverDirection.</summary>
internal enum GstDirection
{
    None,
    Inactive,
    SendOnly,
    ReceiveOnly,
    SendReceive,
}

/// <summary>GstWebRTCError: the codes of webrtcbin's errors.</summary>
internal enum GstWebRtcError
{
    DataChannelFailure,
    DtlsFailure,
    FingerprintFailure,
    SctpFailure,
    SdpSyntaxError,
    HardwareEncoderNotAvailable,
    EncoderError,
    InvalidState,
    InternalFailure,
    InvalidModification,
    TypeError,
}
