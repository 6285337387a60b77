using System.Runtime.CompilerServices;

namespace LibGit2Sharp.NativeBinaries;

internal static class BindSystemLibGit2
{
    // Runs before any other code of the program or library that this file is compiled into.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void Run() => SystemLibGit2.Bind();
#pragma warning restore CA2255
}
