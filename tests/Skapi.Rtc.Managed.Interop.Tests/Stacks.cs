using Skapi.Rtc.GStreamer;
using Skapi.Rtc.Managed.Interop.Tests.Node;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests;

/// <summary>The stacks that the managed transport meets here.</summary>
public static class Stacks
{
    private const string Managed = "managed";
    private const string GStreamer = "GStreamer";
    private static readonly string[] Others = [GStreamer, "libwebrtc", "libdatachannel", "werift"];

    /// <summary>Who offers, and who answers.</summary>
    /// <param name="without">The stacks that are left out.</param>
    public static TheoryData<string, string> Pairs(IReadOnlyCollection<string> without)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var other in Others.Except(without))
        {
            pairs.Add(Managed, other);
            pairs.Add(other, Managed);
        }

        return pairs;
    }

    public static IRtcTransport Named(string name) => name switch
    {
        Managed => new ManagedTransport(),
        GStreamer => new GStreamerTransport(),
        _ => new NodeTransport(name),
    };
}
