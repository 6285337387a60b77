using System.Text.Json;

namespace Deis.Cli.Tests.Contract;

/// <summary>One row of the contract: what the API answers to a request.</summary>
public sealed record Reply
{
    /// <summary>Verb and path.</summary>
    public required string On { get; init; }

    public required int Status { get; init; }

    /// <summary>JSON body.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Body that is not JSON.</summary>
    public string? Text { get; init; }

    /// <summary>Query parameter without which the request is not what the client is documented to send.</summary>
    public string? Query { get; init; }

    /// <summary>Whether it needs no token.</summary>
    public bool Open { get; init; }
}
