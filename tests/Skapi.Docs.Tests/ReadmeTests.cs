using System.Reflection;
using Microsoft.CodeAnalysis;
using Skapi.Testing;

namespace Skapi.Docs.Tests;

public sealed class ReadmeTests
{
    private const int MaxLines = 36;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_shortest_program_compiles_as_it_stands_in_the_README() => ReadmeProgram.Compile(ReadmeProgram.Text()).GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();

    [Fact]
    public void The_shortest_program_takes_few_lines() =>
        ReadmeProgram.Text().Split('\n').Count(line => line.Trim().Length > 0).ShouldBeLessThanOrEqualTo(MaxLines);

    [Fact]
    public void The_guide_begins_with_the_same_program() =>
        File.ReadAllText(Repository.PathOf("docs/getting-started.md")).ShouldContain(ReadmeProgram.Text());

    [Fact]
    public async Task The_shortest_program_prints_what_the_README_shows()
    {
        using var console = new TestConsole();

        await RunAsync().WaitAsync(HangGuard);

        console.Lines.ShouldBe(ReadmeProgram.Output());
    }

    private static Task RunAsync()
    {
        using var program = new MemoryStream();
        ReadmeProgram.Compile(ReadmeProgram.Text()).Emit(program).Success.ShouldBeTrue();
        var main = Assembly.Load(program.ToArray()).EntryPoint!;
        return Task.Run(() => { main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]); });
    }
}
