using Skapi.Protocol;
using Skapi.Rtc.DataChannels;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>A data channel of webrtcbin: its state, its events, and the order of its messages.</summary>
internal sealed class GStreamerDataChannel : IRtcDataChannel, IMessageTarget, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ChannelContext _context;
    private readonly NativeChannel _native;
    private readonly ChannelSignals _signals;
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

    public GStreamerDataChannel(GObjectHandle native, ChannelContext context)
    {
        _context = context;
        _native = new NativeChannel(context.WebRtcBin, native, context.OnCallbackFailed);
        _inbox = new MessageInbox(this, context.Logger);
        _signals = new ChannelSignals(native, this, context.OnCallbackFailed);
        BindStream();
    }

    /// <inheritdoc/>
    public string Label => _native.Label;

    /// <inheritdoc/>
    public string Protocol => _native.Protocol;

    /// <inheritdoc/>
    public bool Ordered => _native.Ordered;

    /// <inheritdoc/>
    public ushort? MaxRetransmits => _native.MaxRetransmits;

    /// <inheritdoc/>
    public ushort? MaxPacketLifeTime => _native.MaxPacketLifeTime;

    /// <summary>Completes when the channel is closed on both sides.</summary>
    public Task Closed => _closed.Task;

    /// <inheritdoc/>
    public ushort? Id
    {
        get
        {
            lock (_lock)
                return _id ??= _isDisposed ? null : _native.ReadId();
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
                return _isDisposed ? 0 : _native.ReadBufferedAmount();
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
                if (!_isDisposed)
                    _native.SetLowThreshold(value);
            }
        }
    }

    /// <inheritdoc/>
    public int MaxMessageSize => _context.MaxMessageSize;

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
        var encoded = NativeChannel.Encode(text);
        lock (_lock)
        {
            BeginSend(encoded.Length - 1);
            EndSend(encoded.Length - 1, _native.SendText(encoded));
        }
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            BeginSend(data.Length);
            EndSend(data.Length, _native.Send(data));
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
                _ = ClosingChannel.CloseAsync(_context, this, _hasSent, _disposed.Token);
        }
    }

    /// <summary>Closes the native channel, if this side still wants to.</summary>
    public void CloseNative()
    {
        lock (_lock)
        {
            if (!_isDisposed && _state == DataChannelState.Closing)
                _native.Close();
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
                _context.Post(new PeerEvent.DataChannelOpened(this, Snapshot), _inbox.Open);
                return;
            }

            if (_state != DataChannelState.Closing)
                return;

            _native.Close();
        }

        // Closed before it opened: the other side has sent nothing on it, so its confirmation may not be noticed.
        OnClosed();
    }

    /// <inheritdoc/>
    public void OnMessage(DataChannelMessage message, int length)
    {
        _counters.CountReceived(length);
        if (!_inbox.Post(message))
            OnOverflow();
    }

    /// <inheritdoc/>
    public void OnOverflow()
    {
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
            _context.Post(new PeerEvent.BufferedAmountLow(this, Snapshot));
        }
    }

    /// <summary>Handles a failure of the channel, which is closed next.</summary>
    public void OnError(string message) =>
        _context.Post(new PeerEvent.DataChannelFailed(this, Snapshot, message, "data-channel-failure"));

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
                _context.Post(new PeerEvent.DataChannelFailed(this, Snapshot, text, detail));
        }

        UnbindStream();
        var closed = new PeerEvent.DataChannelClosed(this, Snapshot);
        _inbox.Complete(() => _context.Post(closed), transportEnded);
        _closed.TrySetResult();
    }

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

    // A channel of this side has its stream id when it opens.
    private void BindStream()
    {
        if (Id is { } id)
            _context.Incoming.Bind(id, this);
    }

    private void UnbindStream()
    {
        if (_id is { } id)
            _context.Incoming.Unbind(id, this);
    }

    private void BeginSend(int length)
    {
        if (_state != DataChannelState.Open)
            throw SkapiException.InvalidRequest($"The data channel “{Label}” is {_state.Value}. Send messages only while it is open.");
        if (length > MaxMessageSize)
        {
            throw SkapiException.InvalidParameter(
                $"A message of {length} bytes is too long for the data channel “{Label}”, which allows {MaxMessageSize} bytes. " +
                "Send it in parts.");
        }

        _wasAboveThreshold = _wasAboveThreshold || BufferedAmount + length > _lowThreshold;
    }

    private void EndSend(int length, string? error)
    {
        if (error is not null)
            throw SkapiException.TransportFailed($"A message could not be sent on the data channel “{Label}”: {error}");

        _hasSent = true;
        _counters.CountSent(length);
    }
}
