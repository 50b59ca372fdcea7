using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Skapi.Calls.Tests;

/// <summary>The resources that this process uses.</summary>
/// <param name="Kibibytes">Resident memory, in KiB.</param>
/// <param name="Descriptors">Open file descriptors.</param>
internal sealed partial record Holdings(long Kibibytes, int Descriptors)
{
    /// <summary>M_ARENA_MAX of malloc.h.</summary>
    private const int MaxArenas = -8;

    /// <summary>The resources in use now, after a garbage collection.</summary>
    public static Holdings Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The C library keeps freed memory for later use, which is not a leak.
        _ = Trim(0);
        using var process = Process.GetCurrentProcess();
        return new(process.WorkingSet64 / 1024, Directory.GetFiles("/proc/self/fd").Length);
    }

    /// <summary>
    /// Makes all threads share one heap. By default the C library gives threads heaps of their own, which keep freed memory. A call has
    /// dozens of threads, so resident memory would depend on how they were scheduled.
    /// </summary>
    public static void ShareHeap() => _ = SetOption(MaxArenas, 1);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
