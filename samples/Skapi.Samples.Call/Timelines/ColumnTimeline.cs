using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Skapi.Samples.Call.Timelines;

/// <summary>Two columns, one for each party, with the time on the left. Written line by line, so it stays in the terminal.</summary>
internal sealed class ColumnTimeline : ITimeline
{
    private const int TimeWidth = 9;

    /// <summary>The length of the longest event name, so that details are aligned if the terminal is wide enough.</summary>
    private const int NameWidth = 24;

    private readonly IAnsiConsole _console;
    private readonly string _left;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();

    public ColumnTimeline(IAnsiConsole console, string left, string right)
    {
        _console = console;
        _left = left;
        Write($"[grey]{"time",TimeWidth - 2} │[/]", $"[bold]{left}[/]", left.Length, $"[bold]{right}[/]");
        var line = new string('─', ColumnWidth + 1);
        console.MarkupLine($"[grey]{new string('─', TimeWidth - 1)}┼{line}┼{line}[/]");
    }

    private int ColumnWidth => Math.Clamp((_console.Profile.Width - TimeWidth - 5) / 2, 30, 60);

    public void Add(string party, Entry entry)
    {
        lock (_gate)
        {
            var time = Stopwatch.GetElapsedTime(_began).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
            var (text, length) = Format(entry);
            var isLeft = party == _left;
            Write($"[grey]{time,TimeWidth - 2} │[/]", isLeft ? text : "", isLeft ? length : 0, isLeft ? "" : text);
        }
    }

    public Task ShowProgressAsync(string party, string what, long size, Func<IProgress<long>, Task> transfer) => _console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(context =>
        {
            var task = context.AddTask($"{party} receives the {what}", maxValue: size);
            return transfer(new Bar(task));
        });

    private void Write(string time, string left, int leftLength, string right) =>
        _console.MarkupLine($"{time} {left}{new string(' ', Math.Max(0, ColumnWidth - leftLength))}[grey]│[/] {right}".TrimEnd());

    private (string Markup, int Length) Format(Entry entry)
    {
        var symbol = entry.Tone switch
        {
            Tone.Action => "[yellow]▶[/]",
            Tone.Realtime => "[blue]●[/]",
            Tone.Peer => "[grey]·[/]",
            Tone.Arrival => "[green]◆[/]",
            _ => "[red]■[/]",
        };
        var style = entry.Tone switch
        {
            Tone.Action => "yellow",
            Tone.Realtime => "blue",
            Tone.Peer => "grey",
            Tone.Arrival => "green",
            _ => "red",
        };

        var room = ColumnWidth - 3;
        var name = Cut(entry.Detail.Length > 0 && ColumnWidth > 2 * NameWidth ? entry.Name.PadRight(NameWidth) : entry.Name, room);
        var detail = Cut(entry.Detail, Math.Max(0, room - name.Length - 1));
        return ($"{symbol} [{style}]{Markup.Escape(name)}[/] {Markup.Escape(detail)}", 2 + name.Length + 1 + detail.Length);
    }

    private static string Cut(string text, int room) => text.Length <= room ? text : room < 2 ? "" : text[..(room - 1)] + "…";

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
