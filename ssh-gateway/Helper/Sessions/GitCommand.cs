using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>A git command of a client, for one app.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="App">Name of the app; always valid.</param>
internal sealed record GitCommand(GitOperation Operation, string App)
{
    /// <summary>Understands exactly what git clients send (docs/protocol/builder.md §3): <c>git-receive-pack '/app.git'</c> and <c>git-upload-pack</c>,
    /// also with a blank instead of the first hyphen; quotes, the slash and <c>.git</c> may be missing. Null for anything else.</summary>
    public static GitCommand? Parse(string command)
    {
        foreach (var (verb, operation) in ((string, GitOperation)[])[("receive-pack ", GitOperation.Push), ("upload-pack ", GitOperation.Clone)])
        {
            if ((command.StartsWith("git-", StringComparison.Ordinal) || command.StartsWith("git ", StringComparison.Ordinal))
                && command.AsSpan(4).StartsWith(verb, StringComparison.Ordinal))
            {
                var app = AppOf(command[(4 + verb.Length)..]);
                return AppName.IsValid(app) ? new GitCommand(operation, app) : null;
            }
        }

        return null;
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
