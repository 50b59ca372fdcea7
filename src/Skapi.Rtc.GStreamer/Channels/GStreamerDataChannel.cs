using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>A data channel of webrtcbin.</summary>
internal sealed class GStreamerDataChannel : IRtcDataChannel, IDisposable
{
    // webrtcbin refuses more, and a side that is told of a higher limit gets fragments.
    private const int LongestMessage = 64 * 1024;

    // webrtcbin forgets what it has not handed on when it hears that a channel closes, so a message gets a moment ahead of the closing.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly IChannelOwner _owner;
    private readonly GObjectHandle _native;
    private readonly ChannelSignals _signals;
    private readonly OutgoingMessages _outgoing;
    private readonly MessageInbox _inbox;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DataChannelState _state = DataChannelState.Connecting;
    private uint _lowThreshold;
    private long? _lastSent;
    private ITimer? _lingering;
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

    /// <summary>Ends when the channel is closed on both sides.</summary>
    public Task Closed => _closed.Task;

    /// <inheritdoc/>
    public ushort? Id => Read(static channel => GObject.GetInt(channel, "id"), -1) is >= 0 and < ushort.MaxValue and var id ? (ushort)id : null;

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
    public uint BufferedAmount => (uint)Math.Min(Read(static channel => GObject.GetUInt64(channel, "buffered-amount"), 0UL), uint.MaxValue);

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
                GObject.Set(use.Instance, "buffered-amount-low-threshold", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    /// <inheritdoc/>
    public int MaxMessageSize => (int)Math.Min(_owner.MaxMessageSize, LongestMessage);

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
        var message = bytes.AsSpan(0, length);
        if (length == 0 || message.Contains((byte)0))
            Send(message, length == 0 ? Ppid.EmptyText : Ppid.Text);
        else
            Send(length, () => GstWebRtc.SendText(_native, bytes));
    }

    /// <inheritdoc/>
    public unsafe void Send(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            Send(data, Ppid.EmptyBinary);
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
            if (wasOpen)
                CloseBehindMessages();
        }
    }

    /// <summary>The channel opened.</summary>
    public void OnOpen()
    {
        lock (_lock)
        {
            if (_state == DataChannelState.Connecting)
            {
                _state = DataChannelState.Open;
                _owner.Post(new PeerEvent.DataChannelOpened(this, DataChannelSnapshot.Of(this)), _inbox.Open);
                return;
            }

            if (_state != DataChannelState.Closing)
                return;

            GstWebRtc.CloseDataChannel(_native);
        }

        // Closed before it opened: the other side has sent nothing on it, so that its confirmation may not be noticed.
        OnClosed();
    }

    /// <summary>A message came.</summary>
    public void OnText(string text) => Receive(new DataChannelMessage(text));

    /// <summary>A message came that webrtcbin takes for a binary one.</summary>
    public void OnBinary(ReadOnlySpan<byte> data) => Receive(_owner.Incoming.NextBinary(Id ?? -1) switch
    {
        Ppid.EmptyText => new DataChannelMessage(""),
        Ppid.Text => new DataChannelMessage(Encoding.UTF8.GetString(data)),
        Ppid.EmptyBinary => new DataChannelMessage(ReadOnlyMemory<byte>.Empty),
        _ => new DataChannelMessage(data.ToArray()),
    });

    /// <summary>The bytes that wait fell to the threshold, or webrtcbin sent a control message of its own.</summary>
    public void OnBufferedAmountLow()
    {
        lock (_lock)
        {
            if (!_wasAboveThreshold || BufferedAmount > _lowThreshold)
                return;

            _wasAboveThreshold = false;
            _owner.Post(new PeerEvent.BufferedAmountLow(this, DataChannelSnapshot.Of(this)));
        }
    }

    /// <summary>The channel failed; it is closed next.</summary>
    public void OnError(string message) => _owner.Post(new PeerEvent.DataChannelFailed(this, DataChannelSnapshot.Of(this), message, "data-channel-failure"));

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
                _owner.Post(new PeerEvent.DataChannelFailed(this, DataChannelSnapshot.Of(this), text, detail));
        }

        var closed = new PeerEvent.DataChannelClosed(this, DataChannelSnapshot.Of(this));
        _inbox.Complete(() => _owner.Post(closed), transportEnded);

        _closed.TrySetResult();
    }

    /// <summary>A callback threw.</summary>
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

        _inbox.Discard();
        _lingering?.Dispose();
        _signals.Dispose();
        _native.Dispose();
    }

    private void Receive(DataChannelMessage message)
    {
        if (_inbox.Post(message))
            return;

        OnError("The receiver is too slow: more than 16 MiB of messages wait. Complete OnMessageAsync() sooner.");
        Close();
    }

    private void CloseBehindMessages()
    {
        var left = _lastSent is { } sent ? Linger - _owner.Time.GetElapsedTime(sent) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
            _lingering = _owner.Time.CreateTimer(_ => CloseNative(), null, left, Timeout.InfiniteTimeSpan);
        else
            GstWebRtc.CloseDataChannel(_native);
    }

    private void CloseNative()
    {
        lock (_lock)
        {
            if (!_isDisposed && _state == DataChannelState.Closing)
                GstWebRtc.CloseDataChannel(_native);
        }
    }

    private static ushort? Limit(int value) => value is >= 0 and <= ushort.MaxValue ? (ushort)value : null;

    private void Send(ReadOnlySpan<byte> data, uint identifier)
    {
        var copy = data.ToArray();
        Send(copy.Length, () =>
        {
            using var use = _native.Borrow();
            return _outgoing.Send(_owner.WebRtcBin, _native, GObject.GetInt(use.Instance, "id"), copy, identifier);
        });
    }

    private void Send(int length, Func<string?> send)
    {
        lock (_lock)
        {
            if (_state != DataChannelState.Open)
                throw Errors.InvalidRequest($"The data channel “{Label}” is {_state.Value}, not open: nothing can be sent on it.");
            if (length > MaxMessageSize)
                throw Errors.InvalidParameter($"A message of {length} bytes is too long for the data channel “{Label}”: {MaxMessageSize} are the most. Send it in parts.");

            _wasAboveThreshold |= BufferedAmount + length > _lowThreshold;
            if (send() is { } error)
                throw Errors.TransportFailed($"A message could not be sent on the data channel “{Label}”: {error}");
            _lastSent = _owner.Time.GetTimestamp();
        }
    }

    private T Read<T>(Func<nint, T> read, T afterDisposal)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return afterDisposal;

            using var use = _native.Borrow();
            return read(use.Instance);
        }
    }
}
