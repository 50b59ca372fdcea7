using System.Diagnostics;
using System.Text;

namespace Skapi.Packages.Tests;

/// <summary>A command that runs beside the test.</summary>
internal sealed class BackgroundCommand : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly StringBuilder _printed = new();
    private readonly Process _process;
    private (string Text, TaskCompletionSource Seen)? _awaited;

    public BackgroundCommand(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += OnLine;
        _process.ErrorDataReceived += OnLine;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Completes when the command has printed a text.</summary>
    public async Task PrintsAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _awaited = (text, seen);
            Check();
        }

        using var hangGuard = new CancellationTokenSource(HangGuard);
        await Task.WhenAny(seen.Task, _process.WaitForExitAsync(hangGuard.Token));
        lock (_gate)
            _printed.ToString().ShouldContain(text, customMessage: _printed.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        lock (_gate)
        {
            _printed.AppendLine(line.Data);
            Check();
        }
    }

    private void Check()
    {
        if (_awaited is var (text, seen) && _printed.ToString().Contains(text, StringComparison.Ordinal))
            seen.TrySetResult();
    }
}
