using System.Reflection;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <summary>The list of all diagnostics.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Every_diagnostic_has_a_test()
    {
        var tested = DiagnosticTests.Schemas.Concat(DiagnosticTests.Statecharts)
            .Select(static row => (string)row[0])
            .Concat(Locks.BreakTests.Tested)
            .Concat(["SKP0003", "SKP0004", "SKP0205", "SKP0212", "SKP0308", "SKP0491"]);

        AllDescriptors.Select(static descriptor => descriptor.Id).Except(tested).ShouldBeEmpty();
    }

    [Fact]
    public void Every_diagnostic_is_documented_where_its_link_leads()
    {
        var docs = File.ReadAllText(Repository.PathOf("docs/diagnostics.md"));

        foreach (var descriptor in AllDescriptors)
        {
            var anchor = descriptor.HelpLinkUri[(descriptor.HelpLinkUri.IndexOf('#', StringComparison.Ordinal) + 1)..];
            docs.ShouldContain($"<a id=\"{anchor}\"></a>\n\n## {descriptor.Id}: {descriptor.Title}\n");
        }
    }

    [Fact]
    public void No_id_is_used_twice()
    {
        AllDescriptors.Select(static descriptor => descriptor.Id).ShouldBeUnique();
    }

    private static IEnumerable<DiagnosticDescriptor> AllDescriptors => typeof(DiagnosticDescriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static member => member.GetValue(null)).OfType<DiagnosticDescriptor>();
}
