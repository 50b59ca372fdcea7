using System.Collections.Concurrent;
using System.Collections.Immutable;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>The live objects of a call that its events name: channels by label, tracks by id. Safe to use from any thread.</summary>
/// <param name="post">Queues an input of the call.</param>
/// <param name="createMessages">Creates the receiver of a channel's messages.</param>
internal sealed class CallObjects(Action<CallInput> post, Func<IRtcDataChannel, ChannelMessages> createMessages)
{
    private readonly ConcurrentDictionary<object, ChannelMessages> _messages = new(ReferenceEqualityComparer.Instance);

    private ImmutableDictionary<string, IRtcDataChannel> _channels =
        ImmutableDictionary.Create<string, IRtcDataChannel>(StringComparer.Ordinal);
    private ImmutableArray<IRemoteTrack> _tracks = [];

    public IReadOnlyDictionary<string, IRtcDataChannel> Channels => _channels;

    public IReadOnlyList<IRemoteTrack> Tracks => _tracks;

    /// <summary>Adds a channel. If two channels have one label, the app reaches the later one.</summary>
    public void Add(IRtcDataChannel channel)
    {
        var ofCall = new CallChannel(channel, () => post(new CallInput.ChannelClosing(channel)));
        ImmutableInterlocked.AddOrUpdate(ref _channels, channel.Label, ofCall, (_, _) => ofCall);
    }

    public void Add(IRemoteTrack track) => ImmutableInterlocked.Update(ref _tracks, static (tracks, added) => tracks.Add(added), track);

    /// <summary>The track with an id, or null.</summary>
    public IRemoteTrack? FindTrack(string id) => _tracks.FirstOrDefault(track => track.Id == id);

    /// <summary>Receives the messages of a channel that has opened.</summary>
    public void Receive(IRtcDataChannel channel)
    {
        var messages = createMessages(channel);
        _messages[channel] = messages;
        channel.Attach(messages);
    }

    /// <summary>The receiver of a channel's messages, or null if the channel has not opened.</summary>
    public ChannelMessages? FindMessages(object? channel) => channel is null ? null : _messages.GetValueOrDefault(channel);

    /// <summary>Removes the objects of a peer connection that another one replaces.</summary>
    public void Clear()
    {
        CloseMessages();
        ImmutableInterlocked.Update(ref _channels, static channels => channels.Clear());
        ImmutableInterlocked.Update(ref _tracks, static tracks => tracks.Clear());
    }

    /// <summary>Drops the messages that are still received.</summary>
    public void CloseMessages()
    {
        foreach (var messages in _messages.Values)
            messages.Close();

        _messages.Clear();
    }
}
