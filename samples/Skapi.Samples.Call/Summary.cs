using Skapi.Samples.Call.Checks;
using Spectre.Console;

namespace Skapi.Samples.Call;

/// <summary>Shows the results of the checks.</summary>
internal static class Summary
{
    public static void WritePlain(TextWriter output, IReadOnlyList<Finding> findings)
    {
        output.WriteLine();
        foreach (var finding in findings)
            output.WriteLine($"{(finding.Holds ? "ok" : "FAILED"),-6} {finding.What,-34} {finding.Measured}");
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        table.AddColumns("", "What", "Measured");
        foreach (var finding in findings)
            table.AddRow(finding.Holds ? "[green]✔[/]" : "[red]✘[/]", Markup.Escape(finding.What), Markup.Escape(finding.Measured));

        console.WriteLine();
        console.Write(table);
    }

    public static string Verdict(IReadOnlyList<Finding> findings) => findings.All(finding => finding.Holds)
        ? $"The call went well: {findings.Count} of {findings.Count} checks hold."
        : $"The call went wrong: {findings.Count(finding => !finding.Holds)} of {findings.Count} checks failed.";
}
