namespace Deis.Router.Http1;

/// <summary>What the router does with a header of an answer.</summary>
internal enum ResponseHeaderKind
{
    /// <summary>Passes to the client.</summary>
    EndToEnd,

    /// <summary>Ends here.</summary>
    Dropped,

    /// <summary>How long the body is.</summary>
    ContentLength,

    /// <summary>How the body ends.</summary>
    TransferEncoding,

    /// <summary>What happens to the connection, and which headers end here.</summary>
    Connection,

    /// <summary>The protocol that the connection speaks from now on; passes with status 101 only.</summary>
    Upgrade,
}
