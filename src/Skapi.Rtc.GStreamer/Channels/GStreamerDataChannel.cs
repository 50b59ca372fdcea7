using System.Globalization;
using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Descriptions;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>A data channel of webrtcbin.</summary>
internal sealed class GStreamerDataChannel : IRtcDataChannel, IMessageTarget, IDisposable
{
    private readonly Lock _lock = new();
    private readonly IChannelOwner _owner;
    private readonly GObjectHandle _native;
    private readonly ChannelSignals _signals;
    private readonly OutgoingMessages _outgoing;
    private readonly MessageInbox _inbox;
    private readonly DataChannelCounters _counters = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DataChannelState _state = DataChannelState.Connecting;
    private ushort? _id;
    private uint _lowThreshold;
    private bool _hasSent;
    private bool _wasAboveThreshold;
    private bool _isDisposed;

    public GStreamerDataChannel(GObjectHandle native, IChannelOwner owner)
    {
        (_native, _owner) = (native, owner);
        _outgoing = new OutgoingMessages(owner.OnCallbackFailed);
        _inbox = new MessageInbox(this, owner.Logger);
        using var use = native.Borrow();
        Label = GObject.GetString(use.Instance, "label") ?? "";
        Protocol = GObject.GetString(use.Instance, "protocol") ?? "";
        Ordered = GObject.GetBoolean(use.Instance, "ordered");
        MaxRetransmits = Limit(GObject.GetInt(use.Instance, "max-retransmits"));
        MaxPacketLifeTime = Limit(GObject.GetInt(use.Instance, "max-packet-lifetime"));
        _signals = new ChannelSignals(native, this);
        BindStream();
    }

    /// <inheritdoc/>
    public string Label { get; }

    /// <inheritdoc/>
    public string Protocol { get; }

    /// <inheritdoc/>
    public bool Ordered { get; }

    /// <inheritdoc/>
    public ushort? MaxRetransmits { get; }

    /// <inheritdoc/>
    public ushort? MaxPacketLifeTime { get; }

    /// <summary>Completes when the channel is closed on both sides.</summary>
    public Task Closed => _closed.Task;

    /// <inheritdoc/>
    public ushort? Id
    {
        get
        {
            lock (_lock)
                return _id ??= _isDisposed ? null : ReadId();
        }
    }

    /// <inheritdoc/>
    public DataChannelState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <inheritdoc/>
    public uint BufferedAmount
    {
        get
        {
            lock (_lock)
            {
                if (_isDisposed)
                    return 0;

                using var use = _native.Borrow();
                return (uint)Math.Min(GObject.GetUInt64(use.Instance, "buffered-amount"), uint.MaxValue);
            }
        }
    }

    /// <inheritdoc/>
    public uint BufferedAmountLowThreshold
    {
        get
        {
            lock (_lock)
                return _lowThreshold;
        }

        set
        {
            lock (_lock)
            {
                _lowThreshold = value;
                if (_isDisposed)
                    return;

                using var use = _native.Borrow();
                GObject.Set(use.Instance, "buffered-amount-low-threshold", value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <inheritdoc/>
    public int MaxMessageSize => (int)Math.Min(_owner.MaxMessageSize, DataSection.MaxMessageSize);

    /// <summary>The statistics of this moment.</summary>
    public DataChannelStats Stats => _counters.Stats(Label, Protocol, Id, State);

    /// <summary>The properties of this moment.</summary>
    public DataChannelSnapshot Snapshot
    {
        get
        {
            lock (_lock)
                return DataChannelSnapshot.Of(this);
        }
    }

    /// <inheritdoc/>
    public void Attach(IDataChannelReceiver receiver) => _inbox.Attach(receiver);

    /// <inheritdoc/>
    public void Send(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The native function takes text that ends with a zero byte.
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = new byte[length + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        if (length == 0 || bytes.AsSpan(0, length).Contains((byte)0))
            SendMarked(bytes[..length], length == 0 ? Ppid.EmptyText : Ppid.Text);
        else
            Send(length, () => GstWebRtc.SendText(_native, bytes));
    }

    /// <inheritdoc/>
    public unsafe void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            SendMarked([], Ppid.EmptyBinary);
            return;
        }

        fixed (byte* start = data)
        {
            var bytes = GLib.BytesNew(start, (nuint)data.Length);
            try
            {
                Send(data.Length, () => GstWebRtc.Send(_native, bytes));
            }
            finally
            {
                GLib.BytesUnref(bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_lock)
        {
            if (_isDisposed || _state == DataChannelState.Closed || _state == DataChannelState.Closing)
                return;

            var wasOpen = _state == DataChannelState.Open;
            _state = DataChannelState.Closing;
            // webrtcbin ignores this before the channel is open: it is closed then as soon as it opens.
            if (wasOpen && _hasSent)
                _ = CloseAfterMessagesAsync();
            else if (wasOpen)
                GstWebRtc.CloseDataChannel(_native);
        }
    }

    /// <summary>Handles the opening of the channel.</summary>
    public void OnOpen()
    {
        BindStream();
        lock (_lock)
        {
            if (_state == DataChannelState.Connecting)
            {
                _state = DataChannelState.Open;
                _owner.Post(new PeerEvent.DataChannelOpened(this, Snapshot), _inbox.Open);
                return;
            }

            if (_state != DataChannelState.Closing)
                return;

            GstWebRtc.CloseDataChannel(_native);
        }

        // Closed before it opened: the other side has sent nothing on it, so its confirmation may not be noticed.
        OnClosed();
    }

    /// <inheritdoc/>
    public void OnMessage(uint ppid, ReadOnlySpan<byte> data)
    {
        var message = ppid switch
        {
            Ppid.EmptyText => new DataChannelMessage(""),
            Ppid.Text or Ppid.TextPartial => new DataChannelMessage(Encoding.UTF8.GetString(data)),
            Ppid.EmptyBinary => new DataChannelMessage(ReadOnlyMemory<byte>.Empty),
            _ => new DataChannelMessage(data.ToArray()),
        };
        _counters.CountReceived(ppid is Ppid.EmptyText or Ppid.EmptyBinary ? 0 : data.Length);
        if (_inbox.Post(message))
            return;

        OnError("The receiver is too slow: more than 16 MiB of messages wait. Complete OnMessageAsync() sooner.");
        Close();
    }

    /// <summary>Handles the fall of the waiting bytes to the threshold. webrtcbin reports its own control messages too.</summary>
    public void OnBufferedAmountLow()
    {
        lock (_lock)
        {
            if (!_wasAboveThreshold || BufferedAmount > _lowThreshold)
                return;

            _wasAboveThreshold = false;
            _owner.Post(new PeerEvent.BufferedAmountLow(this, Snapshot));
        }
    }

    /// <summary>Handles a failure of the channel, which is closed next.</summary>
    public void OnError(string message) => _owner.Post(new PeerEvent.DataChannelFailed(this, Snapshot, message, "data-channel-failure"));

    /// <summary>Handles the closing of the channel on both sides, or the end of its transport.</summary>
    /// <param name="failure">Why the channel failed, or null if it was closed.</param>
    /// <param name="transportEnded">Whether no message can come or go on any channel.</param>
    public void OnClosed((string Text, string Detail)? failure = null, bool transportEnded = false)
    {
        lock (_lock)
        {
            if (_state == DataChannelState.Closed)
                return;

            _state = DataChannelState.Closed;
            if (failure is var (text, detail))
                _owner.Post(new PeerEvent.DataChannelFailed(this, Snapshot, text, detail));
        }

        UnbindStream();
        var closed = new PeerEvent.DataChannelClosed(this, Snapshot);
        _inbox.Complete(() => _owner.Post(closed), transportEnded);
        _closed.TrySetResult();
    }

    /// <summary>Handles an exception of a callback.</summary>
    public void OnCallbackFailed(string what, Exception exception) => _owner.OnCallbackFailed(what, exception);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            _state = DataChannelState.Closed;
        }

        _disposed.Cancel();
        UnbindStream();
        _inbox.Discard();
        _signals.Dispose();
        _native.Dispose();
        _disposed.Dispose();
    }

    private static ushort? Limit(int value) => value is >= 0 and <= ushort.MaxValue ? (ushort)value : null;

    private ushort? ReadId()
    {
        using var use = _native.Borrow();
        return GObject.GetInt(use.Instance, "id") is >= 0 and < ushort.MaxValue and var id ? (ushort)id : null;
    }

    // A channel of this side has its stream id when it opens.
    private void BindStream()
    {
        if (Id is { } id)
            _owner.Incoming.Bind(id, this);
    }

    private void UnbindStream()
    {
        if (_id is { } id)
            _owner.Incoming.Unbind(id, this);
    }

    private async Task CloseAfterMessagesAsync()
    {
        try
        {
            var closing = ClosingChannel.WaitAsync(_owner.WebRtcBin, Id ?? 0, () => BufferedAmount, _owner.Time, _disposed.Token);
            await closing.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_lock)
        {
            if (!_isDisposed && _state == DataChannelState.Closing)
                GstWebRtc.CloseDataChannel(_native);
        }
    }

    private void SendMarked(byte[] data, uint ppid) =>
        Send(data.Length, () => _outgoing.Send(_owner.WebRtcBin, _native, _id ?? 0, data, ppid));

    private void Send(int length, Func<string?> send)
    {
        lock (_lock)
        {
            if (_state != DataChannelState.Open)
                throw Errors.InvalidRequest($"The data channel “{Label}” is {_state.Value}. A message can be sent only while it is open.");
            if (length > MaxMessageSize)
            {
                throw Errors.InvalidParameter(
                    $"A message of {length} bytes is too long for the data channel “{Label}”, which allows {MaxMessageSize} bytes. " +
                    "Send it in parts.");
            }

            _wasAboveThreshold = _wasAboveThreshold || BufferedAmount + length > _lowThreshold;
            if (send() is { } error)
                throw Errors.TransportFailed($"A message could not be sent on the data channel “{Label}”: {error}");
            _hasSent = true;
            _counters.CountSent(length);
        }
    }
}
