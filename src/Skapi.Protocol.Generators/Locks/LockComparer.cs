using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Compares what has shipped with the files, in three tiers: C# source, JSON and MessagePack.</summary>
internal sealed class LockComparer
{
    private readonly string _lockPath;
    private readonly TypeMatches _matches;
    private readonly TypeComparer _types;
    private readonly BreakReport _report = new();

    public LockComparer(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        _lockPath = locked.Path;
        _matches = new(locked, files);
        _types = new(_matches, _report);
    }

    public IReadOnlyList<DiagnosticInfo> Compare()
    {
        CompareNamespaces();
        foreach (var locked in _matches.Missing.Where(static locked => !locked.Type.IsRetired))
            ReportMissing(locked);
        foreach (var match in _matches.All)
        {
            if (match.Locked.Type.IsRetired)
                ReportReuse(match);
            else
                Compare(match);
        }

        return _report.Diagnostics;
    }

    private void Compare(TypeMatch match)
    {
        var (locked, current) = (match.Locked.Type, match.Current.Type);
        if (match.IsDirect && locked.Name != current.Name)
            ReportName(match);
        _types.Compare(locked, current, match.Current.File.Path);
    }

    /// <summary>Compares the namespaces. A file has one namespace, so a change is reported once, at the beginning of the file.</summary>
    private void CompareNamespaces()
    {
        var changes = _matches.All
            .Where(static match => match.IsDirect && !match.Locked.Type.IsRetired && match.Locked.File.IsElsewhere(match.Current.File))
            .GroupBy(static match => (match.Locked.File.Namespace, match.Current.File.Path, Now: match.Current.File.Namespace));
        foreach (var (before, path, now) in changes.Select(static change => change.Key))
            _report.Add(DiagnosticDescriptors.LockedNamespace, path, default, before, now);
    }

    private void ReportName(TypeMatch match)
    {
        var (locked, current) = (match.Locked.Type, match.Current.Type);
        var isTaken = _matches.Current.Any(other => other.Path == match.Current.Path && other.Type.Name == locked.Name);
        var change = $"its name is now {current.Name}" + (isTaken ? $", and {locked.Name} is the name of another schema" : "");
        _report.Add(DiagnosticDescriptors.LockedTypeGone, match.Current.File.Path, current.Range, locked.Name, change);
    }

    private void ReportMissing(FileType locked)
    {
        // A renamed type is compared through the member that leads to it, so only its name is missing.
        if (_matches.FindRenamed(locked) is { } renamed)
        {
            ReportName(renamed);
            return;
        }

        _report.Add(DiagnosticDescriptors.LockedTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, "no type replaces it");
        if (locked.Type.Schema.Length == 0)
            return;

        _report.Add(DiagnosticDescriptors.LockedJsonTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, locked.Path);
        _report.Add(DiagnosticDescriptors.LockedMessagePackTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, locked.Path);
    }

    private void ReportReuse(TypeMatch match)
    {
        var (locked, current) = (match.Locked, match.Current);
        if (!match.IsDirect)
            return;

        string[] arguments = [current.Type.Name, locked.Type.Name, locked.Path];
        _report.Add(DiagnosticDescriptors.LockedJsonTypeReused, current.File.Path, current.Type.Range, arguments);
        _report.Add(DiagnosticDescriptors.LockedMessagePackTypeReused, current.File.Path, current.Type.Range, arguments);
    }
}
