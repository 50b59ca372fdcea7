using System.Runtime.InteropServices;

namespace Skapi.Rtc.GStreamer.Native;

/// <summary>libnice's ICE agent, which webrtcbin uses.</summary>
internal static unsafe partial class NiceAgent
{
    // webrtcbin's bundle has one stream, and RTCP goes with RTP.
    private const uint StreamId = 1;
    private const uint ComponentId = 1;
    private const int AddressTextLength = 46;

    [LibraryImport(Libraries.Nice, EntryPoint = "nice_agent_get_selected_pair")]
    private static partial int GetSelectedPair(nint agent, uint streamId, uint componentId, Candidate** local, Candidate** remote);

    [LibraryImport(Libraries.Nice, EntryPoint = "nice_address_to_string")]
    private static partial void AddressToString(void* address, byte* text);

    [LibraryImport(Libraries.Nice, EntryPoint = "nice_address_get_port")]
    private static partial uint AddressGetPort(void* address);

    /// <summary>The pair that is in use, or null before there is one.</summary>
    public static (NiceCandidate Local, NiceCandidate Remote)? SelectedPair(nint agent)
    {
        Candidate* local;
        Candidate* remote;
        return GetSelectedPair(agent, StreamId, ComponentId, &local, &remote) != 0 ? (Read(local), Read(remote)) : null;
    }

    private static NiceCandidate Read(Candidate* candidate)
    {
        var text = stackalloc byte[AddressTextLength + 8];
        AddressToString(candidate->Address, text);
        string[] types = ["host", "srflx", "prflx", "relay"];
        return new NiceCandidate(
            candidate->Type is >= 0 and < 4 ? types[candidate->Type] : "host",
            candidate->Transport == 0 ? "udp" : "tcp",
            Marshal.PtrToStringUTF8((nint)text) ?? "",
            (int)AddressGetPort(candidate->Address));
    }

    /// <summary>The beginning of NiceCandidate. The address is a union of sockaddr_in and sockaddr_in6.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Candidate
    {
        public int Type;
        public int Transport;
        public fixed byte Address[28];
    }
}
