using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace LibGit2Sharp.NativeBinaries;

/// <summary>
/// Binds the library name that LibGit2Sharp 0.29.0 asks for to the system's libgit2. LibGit2Sharp sets the import resolver of its own assembly,
/// and there can be only one; so this stands behind it, where the runtime asks after its own search has failed.
/// </summary>
public static class SystemLibGit2
{
    private const string NameAskedFor = "git2-a2bde63";

    /// <summary>
    /// Newest first. LibGit2Sharp 0.29.0 is written against 1.7; of 1.5 (Debian 12) the calls named in lib/compat/README.md work, while those
    /// whose structures have changed since, such as configuration entries, do not.
    /// </summary>
    private static readonly string[] SystemNames = ["libgit2.so.1.7", "libgit2.so.1.5"];

    /// <summary>
    /// Binds the name for the whole process. Must run before LibGit2Sharp's first call, by an explicit call, since the runtime does not load an
    /// assembly that no code mentions. Calling it again changes nothing.
    /// </summary>
    public static void Bind()
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll -= Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
    }

    private static nint Resolve(Assembly assembly, string libraryName)
    {
        if (libraryName != NameAskedFor)
            return 0;

        foreach (var name in SystemNames)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        throw new DllNotFoundException(
            $"None of {string.Join(", ", SystemNames)} is installed. On Debian 12: apt-get install libgit2-1.5");
    }
}
