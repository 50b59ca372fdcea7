using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;

namespace Skapi.Docs.Tests;

/// <summary>The console of a program that runs inside the test: a test types its lines and reads what it shows.</summary>
internal sealed class TestConsole : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<string> _typed = [];
    private readonly Channel<string?> _shown = Channel.CreateUnbounded<string?>();
    private readonly TextReader _in = Console.In;
    private readonly TextWriter _out = Console.Out;

    public TestConsole()
    {
        Console.SetIn(new Keyboard(_typed));
        Console.SetOut(new Screen(_shown.Writer));
    }

    public void Type(string line) => _typed.Add(line);

    /// <summary>No line follows.</summary>
    public void End() => _typed.CompleteAdding();

    /// <summary>Waits for a line; those before it are let pass.</summary>
    public async Task ShowsAsync(string line)
    {
        var passed = new List<string?>();
        try
        {
            do
                passed.Add(await _shown.Reader.ReadAsync().AsTask().WaitAsync(Patience));
            while (passed[^1] != line);
        }
        catch (TimeoutException)
        {
            passed.ShouldContain(line);
        }
    }

    public void Dispose()
    {
        Console.SetIn(_in);
        Console.SetOut(_out);
    }

    private sealed class Keyboard(BlockingCollection<string> typed) : TextReader
    {
        public override string? ReadLine() => typed.TryTake(out var line, Timeout.Infinite) ? line : null;
    }

    private sealed class Screen(ChannelWriter<string?> shown) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => shown.TryWrite(value);
    }
}
