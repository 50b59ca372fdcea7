using System.Text;

namespace Skapi.Docs.Tests;

/// <summary>Records what a program prints that runs inside the test.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly TextWriter _previous = Console.Out;
    private readonly Screen _screen = new();

    public TestConsole() => Console.SetOut(_screen);

    public IReadOnlyList<string?> Lines => _screen.Lines;

    public void Dispose()
    {
        Console.SetOut(_previous);
        _screen.Dispose();
    }

    private sealed class Screen : TextWriter
    {
        private readonly List<string?> _lines = [];

        public override Encoding Encoding => Encoding.UTF8;

        public IReadOnlyList<string?> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public override void WriteLine(string? value)
        {
            lock (_lines)
                _lines.Add(value);
        }
    }
}
