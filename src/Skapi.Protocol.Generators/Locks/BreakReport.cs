using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Collects breaking changes. A change that concerns several tiers is reported in each.</summary>
internal sealed class BreakReport
{
    private readonly List<DiagnosticInfo> _diagnostics = [];

    public IReadOnlyList<DiagnosticInfo> Diagnostics => _diagnostics;

    public void Add(DiagnosticDescriptor descriptor, string path, TextRange range, params string[] arguments) =>
        _diagnostics.Add(new(descriptor, path, range, arguments.ToEquatableArray()));

    /// <summary>Reports that a member has become required or optional.</summary>
    public void AddPresence(string path, TextRange range, params string[] arguments)
    {
        Add(DiagnosticDescriptors.LockedSourcePresence, path, range, arguments);
        Add(DiagnosticDescriptors.LockedJsonPresence, path, range, arguments);
        Add(DiagnosticDescriptors.LockedMessagePackPresence, path, range, arguments);
    }

    /// <summary>Reports that a type has changed.</summary>
    public void AddType(bool isOnTheWire, string path, TextRange range, params string[] arguments)
    {
        Add(DiagnosticDescriptors.LockedSourceType, path, range, arguments);
        if (!isOnTheWire)
            return;

        Add(DiagnosticDescriptors.LockedJsonType, path, range, arguments);
        Add(DiagnosticDescriptors.LockedMessagePackType, path, range, arguments);
    }
}
