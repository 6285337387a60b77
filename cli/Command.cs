using Deis.Cli.CommandLine;

namespace Deis.Cli;

/// <summary>One command of the client. To add one, write a class and list it in <see cref="Dispatch.CommandTable"/>.</summary>
internal abstract class Command
{
    /// <summary>Full name, such as <c>apps:create</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The line in the help of the group.</summary>
    public abstract string Summary { get; }

    /// <summary>The help of the command, which is its grammar too (see <see cref="CommandSyntax"/>).</summary>
    public abstract string Help { get; }

    /// <summary>Runs the command; gives the exit code.</summary>
    public abstract Task<int> RunAsync(CommandContext context, Arguments arguments, CancellationToken cancellationToken);
}
