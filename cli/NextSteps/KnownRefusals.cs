namespace Deis.Cli.NextSteps;

/// <summary>Refusals that have a way out of their own, known by a part of their text.</summary>
internal static class KnownRefusals
{
    private const string Processes = "'deis ps' and 'deis logs' tell more.";
    private const string Releases = "'deis releases' lists those that there are.";

    // The first that fits counts.
    private static readonly (string Part, string Step)[] All =
    [
        ("Application with this id already exists", "Choose another name, or none: then the platform makes one up."),
        ("App name ", "For example: deis create my-shop"),
        ("user with that username already exists", "Choose another name. Whoever has this account: deis login <controller>"),
        ("Unable to log in with provided credentials", "Check the name and the password. Who has no account yet: deis register <controller>"),
        ("Current password does not match", "The current password is another one."),
        ("Registration is disabled", "Ask an administrator of the platform for an account."),
        ("User inactive or deleted", "The account is locked: ask an administrator of the platform."),
        ("SSH Key with this id already exists", "'deis keys' lists those that you have. Another name: deis keys:add <name> <file>"),
        ("a deploy key of this name already", "'deis keys --app=<app>' lists them. Another name: deis keys:add <name> <file> --app=<app>"),
        ("Public Key is already in use", "A key is for one account or one application. To make another: ssh-keygen -t ed25519"),
        ("certificate with this name already exists", "'deis certs' lists those that you have. Give this one another name; 'deis certs:attach <name> <domain> --replace' puts it in the place of the old one."),
        ("already has a certificate attached", "'deis certs' shows which. To put this one in its place: deis certs:attach <name> <domain> --replace"),
        ("Domain is already in use by another application", "Who has that application can give it up: deis domains:remove <domain>"),
        ("No build associated with this release", "Deploy the application first: git push deis master"),
        ("apps that were pushed with git", "Push its source code: git push deis master"),
        ("PORT needs to be set", "Say what it listens on: deis config:set PORT=<port>"),
        ("cannot scale by load", "'deis scale <type>=<number>' sets how many there are."),
        ("version cannot be below 0", Releases),
        ("Cannot roll back to v", "'deis releases' lists the others."),
        ("Cannot roll back to", Releases),
        ("does not exist in application", "Process types are those of the Procfile; 'deis ps' lists those that run."),
        ("No nodes matched the provided labels", "The operator of the platform knows which labels its machines have."),
        ("is already in progress", "'deis releases' and 'deis ps' show what comes of it; 'deis rollback' ends a rollout that is stuck."),
        ("There was a problem deploying", "'deis logs' tells more; 'deis releases' and 'deis ps' show what runs now."),
        ("(scale): ", Processes),
        ("(restart): ", Processes),
        ("(run): ", "'deis logs --process run' has what it wrote."),
    ];

    /// <summary>What to do next; null when the text has none of the parts.</summary>
    public static string? StepAfter(string text)
    {
        foreach (var (part, step) in All)
        {
            if (text.Contains(part, StringComparison.Ordinal))
                return step;
        }
        return null;
    }
}
