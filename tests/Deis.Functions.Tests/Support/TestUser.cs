namespace Deis.Functions.Tests.Support;

/// <summary>An account.</summary>
public sealed record TestUser(string Name, string Token)
{
    public const string Password = "correct horse";
}
