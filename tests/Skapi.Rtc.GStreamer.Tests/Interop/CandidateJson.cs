using System.Text.Json.Nodes;
using Skapi.Protocol;

namespace Skapi.Rtc.GStreamer.Tests.Interop;

/// <summary>A candidate, from the object that a browser makes of it.</summary>
internal static class CandidateJson
{
    public static IceCandidate ToCandidate(this JsonObject candidate) => new()
    {
        Candidate = (string)candidate["candidate"]!,
        SdpMid = (string?)candidate["sdpMid"],
        SdpMLineIndex = (ushort?)candidate["sdpMLineIndex"],
        UsernameFragment = (string?)candidate["usernameFragment"],
    };
}
