using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>A git command of a client, for one app.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="App">Name of the app; always valid.</param>
internal sealed record GitCommand(GitOperation Operation, string App)
{
    private const string PushVerb = "receive-pack ";
    private const string CloneVerb = "upload-pack ";

    /// <summary>Understands exactly what git clients send (docs/protocol/builder.md §3): <c>git-receive-pack '/app.git'</c> and <c>git-upload-pack</c>,
    /// also with a blank instead of the first hyphen; quotes, the slash and <c>.git</c> may be missing. Null for anything else.</summary>
    public static GitCommand? Parse(string command)
    {
        if (!command.StartsWith("git-", StringComparison.Ordinal) && !command.StartsWith("git ", StringComparison.Ordinal))
        {
            return null;
        }

        var rest = command[4..];
        if (rest.StartsWith(PushVerb, StringComparison.Ordinal))
        {
            return For(GitOperation.Push, rest[PushVerb.Length..]);
        }

        return rest.StartsWith(CloneVerb, StringComparison.Ordinal) ? For(GitOperation.Clone, rest[CloneVerb.Length..]) : null;
    }

    private static GitCommand? For(GitOperation operation, string argument)
    {
        var app = AppOf(argument);
        return AppName.IsValid(app) ? new GitCommand(operation, app) : null;
    }

    private static string AppOf(string argument)
    {
        var path = argument.Trim(' ');
        if (path is ['\'', .. var inner, '\''])
        {
            path = inner;
        }

        if (path is ['/', .. var relative])
        {
            path = relative;
        }

        return path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
    }
}
