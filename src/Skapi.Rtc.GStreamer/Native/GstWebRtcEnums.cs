namespace Skapi.Rtc.GStreamer.Native;

/// <summary>GstWebRTCSDPType.</summary>
internal enum GstSdpType
{
    Offer = 1,
    ProvisionalAnswer,
    Answer,
    Rollback,
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

/// <summary>GstWebRTCDataChannelState. Version 1.22 has the members of this list; older ones began with “new”.</summary>
internal enum GstDataChannelState
{
    Connecting = 1,
    Open,
    Closing,
    Closed,
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
