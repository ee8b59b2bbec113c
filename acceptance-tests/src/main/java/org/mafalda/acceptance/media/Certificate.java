package org.mafalda.acceptance.media;

/** A self-signed certificate for tests, and its private key. */
public final class Certificate {
    /** The certificate in PEM. */
    public static final String CERTIFICATE_PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBizCCATGgAwIBAgIUGZvFwRno464pii816qFwbQoc1AMwCgYIKoZIzj0EAwIw
            GjEYMBYGA1UEAwwPYWNjZXB0YW5jZS10ZXN0MCAXDTI2MTEyMTA2MjQ0NloYDzIx
            MjYxMDI4MDYyNDQ2WjAaMRgwFgYDVQQDDA9hY2NlcHRhbmNlLXRlc3QwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAAS00j/d5DWk3KksVyYC/qeDV+ccmd1hB9LmiYe8
            lVY5+ZB4m/bNumbowRUuBJjvHyQA71wdVC6/O0e8NKFre9/8o1MwUTAdBgNVHQ4E
            FgQUhD7UUBuD3pMSf7gQEAsEkal9qFowHwYDVR0jBBgwFoAUhD7UUBuD3pMSf7gQ
            EAsEkal9qFowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBV+uRw
            h/KFSIZhDaOEb0RX9AQ9pW+ex2Z7jHq0KxApMwIhALNbtmjvfVLtPdgJwk6IUjP2
            oU532ZhYwrW4CfyB/DOF
            -----END CERTIFICATE-----
            """;

    /** The private key in PEM. */
    public static final String PRIVATE_KEY_PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmrzN47UG4H5iFlsL
            yj9AEuQ7SBoXMhAi/2O+URFAYuGhRANCAAS00j/d5DWk3KksVyYC/qeDV+ccmd1h
            B9LmiYe8lVY5+ZB4m/bNumbowRUuBJjvHyQA71wdVC6/O0e8NKFre9/8
            -----END PRIVATE KEY-----
            """;

    private Certificate() {}
}
