using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Testing;

namespace Skapi.Realtime.Gateway.Tests.Docs;

/// <summary>The table of options in docs/gateway.md has every option with its default.</summary>
public partial class OptionsTableTests
{
    [Fact]
    public void The_guide_lists_every_option_with_its_default()
    {
        var table = Row().Matches(Section("## Options", "## ")).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var options = OptionsOf(new SkapiRealtimeOptions(), "").ToDictionary();

        table.Keys.ShouldBe(options.Keys, ignoreOrder: true);
        foreach (var (name, value) in options)
            table[name].ShouldBe(value, name);
    }

    private static string Section(string heading, string next)
    {
        var guide = File.ReadAllText(Repository.PathOf("docs/gateway.md"));
        var start = guide.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + heading.Length;
        return guide[start..guide.IndexOf($"\n{next}", start, StringComparison.Ordinal)];
    }

    private static IEnumerable<(string Name, string Default)> OptionsOf(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (name, value) = ($"{prefix}{property.Name}", property.GetValue(options));
            if (value is not null && !value.GetType().IsAssignableTo(typeof(IEquatable<RateLimit>))
                && value.GetType().Namespace == typeof(SkapiRealtimeOptions).Namespace)
            {
                foreach (var option in OptionsOf(value, $"{name}."))
                    yield return option;
            }
            else
            {
                yield return (name, Describe(name, value));
            }
        }
    }

    private static string Describe(string name, object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => $"`{text}`",
        IEnumerable => "empty",
        TimeSpan { TotalHours: >= 1 } time => Format($"{time.TotalHours} h"),
        TimeSpan time => Format($"{time.TotalSeconds} s"),
        RateLimit limit when name.Contains("Bytes", StringComparison.Ordinal) => $"{Bytes((long)limit.PerSecond)}/s, {Bytes(limit.Burst)}",
        RateLimit limit => Format($"{limit.PerSecond:N0}/s, {limit.Burst:N0}"),
        int or long when name.Contains("Bytes", StringComparison.Ordinal) => Bytes(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => Format($"{value}"),
    };

    private static string Bytes(long value) =>
        value % (1024 * 1024) == 0 ? Format($"{value / (1024 * 1024)} MiB") : Format($"{value / 1024} KiB");

    private static string Format(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^\| `([\w.]+)` \| ([^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
