using Microsoft.Playwright;

namespace Skapi.Browser.Tests.Rig;

/// <summary>
/// Holds back the signals of a page until a test releases them, and those of the other side until the page has offered. So two calls cross
/// each other in every run, however long the page waits for its camera.
/// </summary>
public sealed class HeldSignals
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _held = new();
    private readonly Queue<string> _early = new();
    private readonly TaskCompletionSource _offer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IWebSocketRoute? _page;
    private IWebSocketRoute? _server;
    private bool _isHolding = true;

    /// <summary>Completes when the page has sent an offer, which is held back.</summary>
    public Task Offer => _offer.Task;

    internal static async Task<HeldSignals> AttachAsync(IPage page)
    {
        var signals = new HeldSignals();
        await page.RouteWebSocketAsync("**/realtime*", socket =>
        {
            signals._page = socket;
            signals._server = socket.ConnectToServer();
            signals._server.OnMessage(frame => signals.Receive(frame.Text!));
            socket.OnMessage(frame => signals.Forward(frame.Text!));
        });
        return signals;
    }

    /// <summary>Sends the signals that were held back, in order, and holds back no more.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _isHolding = false;
            while (_held.TryDequeue(out var text))
                _server!.Send(text);
        }
    }

    private void Forward(string text)
    {
        lock (_gate)
        {
            if (_isHolding && text.Contains("\"action\":\"rtc\"", StringComparison.Ordinal))
            {
                _held.Enqueue(text);
                if (text.Contains("sdpoffer", StringComparison.Ordinal) && _offer.TrySetResult())
                {
                    while (_early.TryDequeue(out var early))
                        _page!.Send(early);
                }
            }
            else
                _server!.Send(text);
        }
    }

    private void Receive(string text)
    {
        lock (_gate)
        {
            if (text.Contains("\"#rtc\"", StringComparison.Ordinal) && !_offer.Task.IsCompleted)
                _early.Enqueue(text);
            else
                _page!.Send(text);
        }
    }
}
