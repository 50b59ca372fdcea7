using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Connections;

/// <summary>The live objects of a call, which its events name: channels by label, tracks by id. Safe to use from any thread.</summary>
internal sealed partial class CallObjects(ILogger logger, Action<CallInput> post)
{
    private ImmutableDictionary<string, IRtcDataChannel> _channels = ImmutableDictionary.Create<string, IRtcDataChannel>(StringComparer.Ordinal);
    private ImmutableArray<IRemoteTrack> _tracks = [];

    public IReadOnlyDictionary<string, IRtcDataChannel> Channels => _channels;

    public IReadOnlyList<IRemoteTrack> Tracks => _tracks;

    /// <summary>Adds a channel. Of two with one label, the app reaches the later.</summary>
    public void Add(IRtcDataChannel channel)
    {
        var ofCall = new CallChannel(channel, () => post(new CallInput.ChannelClosing(channel)));
        ImmutableInterlocked.AddOrUpdate(ref _channels, channel.Label, ofCall, (_, _) => ofCall);
    }

    public void Add(IRemoteTrack track) => ImmutableInterlocked.Update(ref _tracks, static (tracks, added) => tracks.Add(added), track);

    /// <summary>Forgets the objects of a peer that another one replaces.</summary>
    public void Clear()
    {
        ImmutableInterlocked.Update(ref _channels, static channels => channels.Clear());
        ImmutableInterlocked.Update(ref _tracks, static tracks => tracks.Clear());
    }

    /// <summary>A candidate of the other side cannot be used. The log says why, and no address.</summary>
    public void ReportUnusableCandidate(SkapiException error) => LogUnusableCandidate(error.Message);

    /// <summary>The stack could not let go of a peer connection.</summary>
    public void ReportFailedDisposal(Exception error) => LogFailedDisposal(error);

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "A candidate of the other side cannot be used: {Reason}")]
    private partial void LogUnusableCandidate(string reason);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "A peer connection could not be disposed.")]
    private partial void LogFailedDisposal(Exception error);
}
